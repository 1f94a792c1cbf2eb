package dev.leat.codec;

import dev.leat.reactor.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What an application does with a frame where it has to wait: for a database, a file,
 * another service. Runs on a thread of the executor given to {@link Framing#blocking},
 * one frame of a connection at a time, those of different connections at once.
 *
 * @param <I> the frames that come in
 * @param <O> the frames that go out
 */
@FunctionalInterface
public interface BlockingFrameHandler<I, O> {

	/**
	 * Handles a frame.
	 * @param connection where it arrived; it may have ended
	 * @param frame the frame; a buffer is a copy and the handler's to keep
	 * @return the answer, or {@code null} for none
	 * @throws Exception to close the connection with
	 * {@link dev.leat.reactor.CloseReason#HANDLER_ERROR}, after the answers before
	 */
	@Nullable O handle(Connection connection, I frame) throws Exception;

}
