package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What an application does with a connection: one method for the bytes, and optional
 * hooks for the rest of its life.
 * <p>
 * One handler is shared by all connections of a server; for state per connection use
 * {@link Connection#attach} or a {@link HandlerFactory}. Every method runs on the event
 * loop of its connection, one at a time, and must not block: a blocked loop serves none
 * of its connections. Whatever a method throws closes that connection with
 * {@link CloseReason#HANDLER_ERROR} and nothing else. After
 * {@link #onClose(Connection, CloseReason, Throwable) onClose} nothing is called.
 */
@FunctionalInterface
public interface ConnectionHandler {

	/**
	 * Bytes have arrived. The handler consumes by moving the position of {@code data};
	 * what it leaves comes again, in front of new bytes or after
	 * {@link Connection#resumeReading()}.
	 * @param connection where they arrived
	 * @param data a read-only view of all bytes received and not yet consumed, lent for
	 * this call: after it the view is dead
	 * @throws Exception to close the connection
	 */
	void onData(Connection connection, ByteBuffer data) throws Exception;

	/**
	 * The connection is open. Called once, before any other method.
	 * @param connection the new connection
	 * @throws Exception to close the connection
	 */
	default void onOpen(Connection connection) throws Exception {
	}

	/**
	 * Everything written so far has been handed to the operating system. Called at most
	 * once per turn of the loop, for direct writes too.
	 * @param connection whose output is out
	 * @throws Exception to close the connection
	 */
	default void onWriteComplete(Connection connection) throws Exception {
	}

	/**
	 * Pending output had risen above the high-water mark and has fallen to the low-water
	 * mark. Called once for each such fall.
	 * @param connection that is writable again
	 * @throws Exception to close the connection
	 */
	default void onWritable(Connection connection) throws Exception {
	}

	/**
	 * The peer has ended its side: no more bytes will arrive. Unless it is overridden the
	 * connection then closes. An override may go on writing, and has
	 * {@code half-close-timeout} to close.
	 * @param connection whose input ended
	 * @throws Exception to close the connection
	 */
	default void onInputEnd(Connection connection) throws Exception {
		connection.close();
	}

	/**
	 * Nothing has moved for the idle timeout.
	 * @param connection that is idle
	 * @return whether to keep the connection for another idle timeout; {@code false}
	 * closes it with {@link CloseReason#IDLE}
	 * @throws Exception to close the connection
	 */
	default boolean onIdle(Connection connection) throws Exception {
		return false;
	}

	/**
	 * The server is draining, or the connection has become old. Unless it is overridden
	 * the connection closes; an override keeps it until it closes it itself or the grace
	 * period ends. A close in here takes effect when the peer has been silent for 20 ms,
	 * or right after an answer: what the peer had sent before it could know still comes
	 * to {@link #onData}. A peer that sends what is not answered on and on is listened to
	 * for 1.28 s, and longer in the middle of a request only.
	 * @param connection to finish
	 * @param remaining what is left of the grace period
	 * @throws Exception to close the connection
	 */
	default void onDrain(Connection connection, Duration remaining) throws Exception {
		connection.close();
	}

	/**
	 * The connection has ended and its socket is released. Called exactly once if
	 * {@link #onOpen} was called, after the outcome of every write.
	 * @param connection that ended
	 * @param reason why
	 * @param cause what failed, or {@code null} where nothing did
	 */
	default void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
	}

}
