package dev.leat.reactor;

import java.nio.ByteBuffer;

/**
 * An answer that is owed, and its place in the order of answers: it leaves when all that
 * were {@linkplain Connection#defer deferred} before it have left. Given once, by any
 * thread; a second time throws {@link IllegalStateException}. On a connection that has
 * ended it does nothing.
 */
public interface Answer {

	/**
	 * Gives the answer. When it returns the bytes are copied and the caller may reuse the
	 * buffer. Until they leave they count as pending output. Any thread.
	 * @param bytes from position to limit; its position moves to the limit
	 * @throws WriteOverflowException if the pending output would exceed
	 * {@code write.max-pending} and {@code write.overflow} is {@code fail}; the answer is
	 * still owed then
	 */
	void send(ByteBuffer bytes);

	/**
	 * Gives the place up: there is no answer. Any thread.
	 */
	void skip();

	/**
	 * There will be no answer because something failed. When the answers before it have
	 * left, the connection closes with {@link CloseReason#HANDLER_ERROR}, and those
	 * behind it are dropped. Any thread.
	 * @param failure what failed
	 */
	void fail(Throwable failure);

}
