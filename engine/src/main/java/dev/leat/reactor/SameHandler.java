package dev.leat.reactor;

/**
 * Gives all connections the one handler of their server.
 *
 * @param handler the handler
 */
record SameHandler(ConnectionHandler handler) implements HandlerFactory {

	@Override
	public ConnectionHandler create(Connection connection) {
		return this.handler;
	}

}
