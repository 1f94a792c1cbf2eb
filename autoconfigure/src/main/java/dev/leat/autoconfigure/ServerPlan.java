package dev.leat.autoconfigure;

/**
 * A server that is to be opened, before it is built.
 *
 * @param name what it is called
 * @param settings its properties, overlaid
 */
record ServerPlan(String name, NamedServerProperties settings) {

	/** The port of a server that is not to be opened. */
	private static final int NO_PORT = -1;

	/** Whether it is to be opened at all. */
	boolean isWanted() {
		Integer port = this.settings.getPort();
		return this.settings.isEnabled() && (port == null || port != NO_PORT);
	}

	/** The bean that handles its connections. */
	String handler() {
		String handler = this.settings.getHandler();
		return (handler != null) ? handler : this.name;
	}

	static SetupFailure alike(String one, String other) {
		return new SetupFailure(
				"The servers '" + one + "' and '" + other + "' are alike in name: properties and meters cannot tell "
						+ "them apart.",
				"Rename one of the beans. Case, dashes and underscores do not tell names apart.");
	}

}
