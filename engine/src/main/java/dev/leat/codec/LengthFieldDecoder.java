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

	private final int maxFrameSize;

	private int frameSize = UNKNOWN;

	LengthFieldDecoder(LengthField field, int maxFrameSize) {
		this.field = field;
		this.maxFrameSize = maxFrameSize;
	}

	@Override
	public @Nullable ByteBuffer decode(ByteBuffer in) throws ConnectionException {
		if (this.frameSize == UNKNOWN && in.remaining() >= this.field.headerSize()) {
			this.frameSize = frameSize(in);
		}
		if (this.frameSize == UNKNOWN || in.remaining() < this.frameSize) {
			return null;
		}
		int size = this.frameSize;
		this.frameSize = UNKNOWN;
		return Slice.take(in, size, this.field.stripped(), size).order(this.field.order());
	}

	private int frameSize(ByteBuffer in) throws ConnectionException {
		checkLimit(this.field.headerSize());
		long length = this.field.read(in, in.position());
		long size = this.field.frameSize(length);
		if (size < Math.max(this.field.headerSize(), this.field.stripped())) {
			throw new ConnectionException(CloseReason.PROTOCOL_ERROR,
					"A frame cannot have the length " + Long.toUnsignedString(length));
		}
		checkLimit(size);
		return (int) size;
	}

	private void checkLimit(long size) throws ConnectionException {
		if (size > this.maxFrameSize) {
			throw new FrameTooLargeException(size, this.maxFrameSize);
		}
	}

}
