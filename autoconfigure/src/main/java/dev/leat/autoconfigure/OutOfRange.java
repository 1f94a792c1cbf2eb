package dev.leat.autoconfigure;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
		return of("Server '" + name + "' cannot be built", (setting) -> ServerName.properties(name, setting), made);
	}

	/**
	 * Makes a server, whose TLS may ask more of the event loops than they were set to.
	 * @param ownLoops whether the application builds the event loops
	 * @throws SetupFailure where their settings do not do
	 */
	static <T> T ofTls(String name, boolean ownLoops, Supplier<T> made) {
		UnaryOperator<String> setting = ownLoops
				? (it) -> "the " + it + " of the EventLoopGroup that the application builds" : OutOfRange::ofLoops;
		return of("Server '" + name + "' cannot speak TLS", setting, made);
	}

	/**
	 * Makes something of the settings of the event loops.
	 * @throws SetupFailure where that refuses a value
	 */
	static <T> T ofEventLoops(Supplier<T> made) {
		return of("The event loops cannot be built", OutOfRange::ofLoops, made);
	}

	private static String ofLoops(String setting) {
		return EventLoopGroupMapper.prefixOf(setting) + "." + setting;
	}

	private static <T> T of(String what, UnaryOperator<String> property, Supplier<T> made) {
		try {
			return made.get();
		}
		catch (IllegalArgumentException ex) {
			String setting = String.valueOf(ex.getMessage()).split(" ", 2)[0];
			throw new SetupFailure(what + ": " + ex.getMessage() + ".", "Change " + property.apply(setting) + ".");
		}
	}

}
