package dev.leat.codec;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. One decoder serves one connection, on the loop of
 * that connection, and may keep state between calls.
 * <p>
 * A decoder must not allocate by a length that the peer claims before the bytes are
 * there. What it leaves is bounded by {@link Framing#maxFrameSize}; what it keeps itself,
 * it bounds itself.
 *
 * @param <I> the frames
 */
@FunctionalInterface
public interface FrameDecoder<I> {

	/**
	 * Takes one whole frame from the bytes. Called again and again while bytes remain,
	 * and until it neither returns a frame nor takes a byte.
	 * @param in a read-only view of the bytes received and not yet consumed; the decoder
	 * moves the position past the frame that it returns. It may also consume bytes
	 * without returning a frame (a blank line, a part that it keeps itself)
	 * @return one frame, or {@code null} for "not yet". A frame that is a buffer may be a
	 * slice of {@code in}: it is lent for the callback
	 * @throws Exception if the bytes are not a frame; the connection closes with
	 * {@link dev.leat.reactor.CloseReason#PROTOCOL_ERROR}, or the reason of a
	 * {@link dev.leat.reactor.ConnectionException}
	 */
	@Nullable I decode(ByteBuffer in) throws Exception;

	/**
	 * Takes a last frame when the peer has ended its side; called, also without bytes,
	 * until it neither returns a frame nor takes a byte. A remainder then closes the
	 * connection with {@link dev.leat.reactor.CloseReason#TRUNCATED}. The default decodes
	 * as usual; a decoder that keeps parts throws that reason itself if it holds one.
	 * @param in what is left
	 * @return a last frame, or {@code null} for none
	 * @throws Exception as {@link #decode}
	 */
	default @Nullable I decodeLast(ByteBuffer in) throws Exception {
		return in.hasRemaining() ? decode(in) : null;
	}

}
