package dev.leat.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Tells the servers that are opened for a handler bean, and follow the properties, from
 * those that the application has built itself. Asks the beans, while they are there.
 */
final class ServerOrigin {

	private final ServerSettings settings;

	private final HandlerBeans handlers;

	ServerOrigin(ServerSettings settings, HandlerBeans handlers) {
		this.settings = settings;
		this.handlers = handlers;
	}

	/** Whether the application has built it itself. */
	boolean isCode(String server) {
		return handler(server) == null;
	}

	/**
	 * The handler bean that a server is opened for, or {@code null} where the application
	 * has built the server itself.
	 */
	@Nullable String handler(String server) {
		ServerPlan plan = new ServerPlan(server, this.settings.of(server));
		return (plan.isWanted() && isHandled(plan)) ? plan.handler() : null;
	}

	private boolean isHandled(ServerPlan plan) {
		return (plan.settings().getHandler() != null) ? this.handlers.isHandler(plan.handler())
				: this.handlers.names().contains(plan.name());
	}

}
