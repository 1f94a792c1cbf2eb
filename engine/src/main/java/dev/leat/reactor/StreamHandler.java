package dev.leat.reactor;

/**
 * What an application does with a connection in straight-line code: it reads and writes,
 * and waits where there is nothing to read or no room to write.
 * <p>
 * One handler is shared by all connections of a server. Each connection is handled on a
 * thread of its own, never on an event loop, so that it may block: a virtual thread on
 * Java 21 and later, else a thread of the server's own or of the application's executor
 * ({@link LeatServer.Builder#streamExecutor}).
 * <p>
 * While the server drains, the input ends behind all that the peer has sent by then, so
 * that a handler that reads to the end returns; what it has not read when the grace
 * period is over is lost. A handler whose connection ends is not interrupted: its next
 * call of a half fails.
 *
 * @see Connection#split()
 */
@FunctionalInterface
public interface StreamHandler {

	/**
	 * Serves one connection. When it returns, what was written is sent and the connection
	 * closes; both halves are closed then. The halves may be handed to other threads, but
	 * not beyond the return.
	 * @param connection the new connection
	 * @param in what comes from the peer
	 * @param out what goes to the peer
	 * @throws Exception to close the connection with {@link CloseReason#HANDLER_ERROR},
	 * or with the reason that is its own where a half failed because the connection did
	 */
	void handle(Connection connection, ReadHalf in, WriteHalf out) throws Exception;

}
