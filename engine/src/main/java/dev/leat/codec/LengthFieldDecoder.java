package dev.leat.codec;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

/**
 * Cuts frames by a length that they carry. The length is read once, when all of it is
 * there, checked before anything else, and remembered until the frame is whole. One per
 * connection, loop thread.
 */
final class LengthFieldDecoder implements FrameDecoder<ByteBuffer> {

	private static final int UNKNOWN = -1;

	private final LengthField field;

	private final int stripped;

	/** The least that a frame can have. */
	private final long minFrameSize;

	private final int maxFrameSize;

	private int frameSize = UNKNOWN;

	LengthFieldDecoder(LengthField field, int maxFrameSize) {
		this.field = field;
		this.stripped = field.stripped();
		this.minFrameSize = Math.max(field.headerSize(), this.stripped);
		this.maxFrameSize = maxFrameSize;
	}

	@Override
	public @Nullable ByteBuffer decode(ByteBuffer in) throws ConnectionException {
		int size = this.frameSize;
		if (size == UNKNOWN) {
			if (in.remaining() < this.field.headerSize()) {
				return null;
			}
			size = frameSize(in);
		}
		boolean whole = in.remaining() >= size;
		this.frameSize = whole ? UNKNOWN : size;
		return whole ? Slice.take(in, size, this.stripped, size).order(this.field.order()) : null;
	}

	private int frameSize(ByteBuffer in) throws ConnectionException {
		long length = this.field.read(in, in.position());
		long size = this.field.frameSize(length);
		if (size < this.minFrameSize || size > this.maxFrameSize) {
			throw refused(length, size);
		}
		return (int) size;
	}

	private ConnectionException refused(long length, long size) {
		if (this.field.headerSize() > this.maxFrameSize) {
			return new FrameTooLargeException(this.field.headerSize(), this.maxFrameSize);
		}
		if (size > this.maxFrameSize) {
			return new FrameTooLargeException(size, this.maxFrameSize);
		}
		return new ConnectionException(CloseReason.PROTOCOL_ERROR,
				"A frame cannot have the length " + Long.toUnsignedString(length));
	}

}
