package dev.leat.reactor;

import java.lang.invoke.MethodHandles;

/**
 * Loads the classes of a connection before there is one, so that it is the start that
 * takes those milliseconds and not the answer to the first clients.
 */
final class ConnectionClasses {

	/**
	 * What each of them uses up to its first answer; loading one loads what the verifier
	 * asks for. What is only named there is left to load by itself: made ready here it
	 * would cost the start more than the first client waits for it.
	 */
	private static final Class<?>[] USED = { NioConnection.class, RareParts.class, PlainTransport.class, Writes.class,
			ConnectionLife.class, Hooks.class };

	private ConnectionClasses() {
	}

	static void load() {
		try {
			for (Class<?> type : USED) {
				MethodHandles.lookup().ensureInitialized(type);
			}
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("A class of this package is not accessible", ex);
		}
	}

}
