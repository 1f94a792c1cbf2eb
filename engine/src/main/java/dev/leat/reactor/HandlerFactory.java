package dev.leat.reactor;

/**
 * Makes a handler for each connection, for handlers that keep state in fields.
 */
@FunctionalInterface
public interface HandlerFactory {

	/**
	 * Makes the handler of a new connection. Runs on the loop of that connection, just
	 * before {@link ConnectionHandler#onOpen onOpen}.
	 * @param connection the new connection
	 * @return its handler
	 * @throws Exception to close the connection with {@link CloseReason#HANDLER_ERROR};
	 * no other callback follows then
	 */
	ConnectionHandler create(Connection connection) throws Exception;

}
