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
		int start = in.position();
		int there = in.limit() - start;
		int size = this.frameSize;
		if (size == UNKNOWN) {
			if (there < this.field.headerSize()) {
				return null;
			}
			size = frameSize(in, start);
		}
		if (there < size) {
			this.frameSize = size;
			return null;
		}
		this.frameSize = UNKNOWN;
		return Slice.take(in, size, this.field.stripped(), size).order(this.field.order());
	}

	private int frameSize(ByteBuffer in, int start) throws ConnectionException {
		long length = this.field.read(in, start);
		long size = this.field.frameSize(length);
		if (size < this.field.minFrameSize() || size > this.maxFrameSize) {
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
