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
 * While the server drains, the input ends, so that a handler that reads to the end
 * returns: once all that has come is read and the peer has been silent for 20 ms, or for
 * half a second where reading had to wait for the handler; at once while the application
 * has paused reading. Of who sends on and on it is given no more than 64 times the loop's
 * read buffer, and what comes within 1.28 s of the drain, or of the last such wait. What
 * the handler has not read when the grace period is over is lost.
 * <p>
 * A handler whose connection ends is not interrupted: its next call of a half fails.
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
