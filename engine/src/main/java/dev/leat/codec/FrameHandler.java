package dev.leat.codec;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionHandler;

/**
 * What an application does with frames: one method for a frame, and the hooks of
 * {@link ConnectionHandler}, which say when they are called. One handler is shared by all
 * connections of a server, and every method runs on the loop of its connection, one at a
 * time. Whatever a method throws closes that connection with
 * {@link CloseReason#HANDLER_ERROR}. To listen, a bean or a server needs what
 * {@link Framing#handler} makes of it.
 *
 * @param <I> the frames that come in
 * @param <O> the frames that go out
 */
@FunctionalInterface
public interface FrameHandler<I, O> {

	/**
	 * A frame has arrived. No further one is delivered while reading is paused, nor after
	 * the connection was closed.
	 * @param connection where it arrived
	 * @param frame the frame; one that is a buffer is lent for this call
	 * @throws Exception to close the connection
	 */
	void onFrame(FrameConnection<O> connection, I frame) throws Exception;

	/**
	 * Like {@link ConnectionHandler#onOpen}.
	 * @param connection the new connection
	 * @throws Exception to close the connection
	 */
	default void onOpen(FrameConnection<O> connection) throws Exception {
	}

	/**
	 * Like {@link ConnectionHandler#onWriteComplete}.
	 * @param connection whose output is out
	 * @throws Exception to close the connection
	 */
	default void onWriteComplete(FrameConnection<O> connection) throws Exception {
	}

	/**
	 * Like {@link ConnectionHandler#onWritable}.
	 * @param connection that is writable again
	 * @throws Exception to close the connection
	 */
	default void onWritable(FrameConnection<O> connection) throws Exception {
	}

	/**
	 * Like {@link ConnectionHandler#onInputEnd}, after the last frame. It is not called
	 * where the input ends inside a frame: that closes the connection with
	 * {@link CloseReason#TRUNCATED}.
	 * @param connection whose input ended
	 * @throws Exception to close the connection
	 */
	default void onInputEnd(FrameConnection<O> connection) throws Exception {
		connection.connection().close();
	}

	/**
	 * Like {@link ConnectionHandler#onIdle}.
	 * @param connection that is idle
	 * @return whether to keep the connection for another idle timeout
	 * @throws Exception to close the connection
	 */
	default boolean onIdle(FrameConnection<O> connection) throws Exception {
		return false;
	}

	/**
	 * Like {@link ConnectionHandler#onDrain}.
	 * @param connection to finish
	 * @param remaining what is left of the grace period
	 * @throws Exception to close the connection
	 */
	default void onDrain(FrameConnection<O> connection, Duration remaining) throws Exception {
		connection.connection().close();
	}

	/**
	 * Like {@link ConnectionHandler#onClose}.
	 * @param connection that ended
	 * @param reason why
	 * @param cause what failed, or {@code null} where nothing did
	 */
	default void onClose(FrameConnection<O> connection, CloseReason reason, @Nullable Throwable cause) {
	}

}
