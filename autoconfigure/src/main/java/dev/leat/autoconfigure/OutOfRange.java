package dev.leat.autoconfigure;

/**
 * Tells by its property a value that the engine refuses. The engine's message begins with
 * the name of the setting, for example {@code backlog is 0, it must be 1 or more}.
 */
final class OutOfRange {

	private final String message;

	private final String setting;

	OutOfRange(IllegalArgumentException refused) {
		this.message = String.valueOf(refused.getMessage());
		this.setting = this.message.split(" ", 2)[0];
	}

	SetupFailure ofServer(String name) {
		return new SetupFailure("Server '" + name + "' cannot be built: " + this.message + ".",
				"Change " + ServerName.properties(name, this.setting) + ".");
	}

	SetupFailure ofEventLoops() {
		return new SetupFailure("The event loops cannot be built: " + this.message + ".",
				"Change " + EventLoopGroupMapper.prefixOf(this.setting) + "." + this.setting + ".");
	}

}
