package dev.leat.codec;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

/**
 * Runs one connection's decoder under guard: it names what the decoder throws, bounds a
 * frame, and ends a decoder that would go on for ever. Loop thread.
 *
 * @param <I> the frames that come in
 */
final class FrameReader<I> {

	private final FrameDecoder<? extends I> decoder;

	private final int maxFrameSize;

	private boolean stalled;

	FrameReader(FrameDecoder<? extends I> decoder, int maxFrameSize) {
		this.decoder = decoder;
		this.maxFrameSize = maxFrameSize;
	}

	/**
	 * The next frame of an input that has ended, or {@code null} where that was all.
	 */
	@Nullable I nextLast(ByteBuffer in) throws ConnectionException {
		I frame = next(in, true);
		if (frame == null && in.hasRemaining()) {
			throw new ConnectionException(CloseReason.TRUNCATED,
					"The input ended inside a frame, after " + in.remaining() + " bytes of it");
		}
		return frame;
	}

	/**
	 * The next frame, or {@code null} where more bytes are needed. All in one method: the
	 * JIT counts levels, and with more of them it no longer inlines what makes a view of
	 * a frame.
	 * @param last whether the input has ended
	 */
	@Nullable I next(ByteBuffer in, boolean last) throws ConnectionException {
		try {
			while (last || in.hasRemaining()) {
				int start = in.position();
				I frame = last ? this.decoder.decodeLast(in) : this.decoder.decode(in);
				int taken = in.position() - start;
				if (frame != null) {
					checkProgress(taken);
					checkSize(taken);
					return frame;
				}
				if (taken == 0) {
					checkSize(in.remaining());
					return null;
				}
			}
			return null;
		}
		catch (ConnectionException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw failed(ex);
		}
	}

	private static ConnectionException failed(Exception cause) {
		ConnectionException failure = new ConnectionException(CloseReason.PROTOCOL_ERROR,
				"The decoder failed: " + cause);
		failure.initCause(cause);
		return failure;
	}

	private void checkProgress(int taken) throws ConnectionException {
		if (taken == 0 && this.stalled) {
			throw new ConnectionException(CloseReason.NO_PROGRESS, "The decoder made two frames of no bytes");
		}
		this.stalled = (taken == 0);
	}

	private void checkSize(int size) throws ConnectionException {
		if (size > this.maxFrameSize) {
			throw new FrameTooLargeException(size, this.maxFrameSize);
		}
	}

}
