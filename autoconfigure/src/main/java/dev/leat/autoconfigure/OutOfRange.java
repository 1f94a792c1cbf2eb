package dev.leat.autoconfigure;

import java.util.function.Supplier;

/**
 * Tells by its property a value that the engine refuses. The engine's message begins with
 * the name of the setting, for example {@code backlog is 0, it must be 1 or more}.
 */
final class OutOfRange {

	private OutOfRange() {
	}

	/**
	 * Makes something of the settings of a server.
	 * @throws SetupFailure where that refuses a value
	 */
	static <T> T ofServer(String name, Supplier<T> made) {
		try {
			return made.get();
		}
		catch (IllegalArgumentException ex) {
			throw new SetupFailure("Server '" + name + "' cannot be built: " + ex.getMessage() + ".",
					"Change " + ServerName.properties(name, setting(ex)) + ".");
		}
	}

	/**
	 * Makes something of the settings of the event loops.
	 * @throws SetupFailure where that refuses a value
	 */
	static <T> T ofEventLoops(Supplier<T> made) {
		try {
			return made.get();
		}
		catch (IllegalArgumentException ex) {
			throw new SetupFailure("The event loops cannot be built: " + ex.getMessage() + ".",
					"Change " + EventLoopGroupMapper.prefixOf(setting(ex)) + "." + setting(ex) + ".");
		}
	}

	private static String setting(IllegalArgumentException refused) {
		return String.valueOf(refused.getMessage()).split(" ", 2)[0];
	}

}
