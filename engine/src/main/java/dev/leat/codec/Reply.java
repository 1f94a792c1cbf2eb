package dev.leat.codec;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one frame, owed since {@link FrameConnection#defer}. It leaves when those
 * deferred before it have left. Given once; a second time throws
 * {@link IllegalStateException}. On a connection that has ended it does nothing. Any
 * thread.
 *
 * @param <O> the frames that go out
 */
public interface Reply<O> {

	/**
	 * Gives the answer, encoded on the calling thread.
	 * @param frame the answer, or {@code null} for none
	 * @throws IllegalArgumentException if the encoder fails, with its exception as the
	 * cause; the answer is still owed then
	 * @throws dev.leat.reactor.WriteOverflowException as {@link FrameConnection#send}
	 * does; the answer is still owed then
	 */
	void send(@Nullable O frame);

	/**
	 * There will be no answer because something failed: when the answers before it have
	 * left, the connection closes with
	 * {@link dev.leat.reactor.CloseReason#HANDLER_ERROR}.
	 * @param failure what failed
	 */
	void fail(Throwable failure);

}
