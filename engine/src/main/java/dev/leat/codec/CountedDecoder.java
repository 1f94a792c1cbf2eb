package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * Cuts frames behind an {@code int} that counts their bytes and is taken off: what
 * {@link LengthFieldDecoder} does, for the commonest of the layouts that it knows and
 * with the little arithmetic that it needs. One per connection, loop thread.
 */
final class CountedDecoder implements FrameDecoder<ByteBuffer> {

	private static final int UNKNOWN = -1;

	private final int maxFrameSize;

	private int count = UNKNOWN;

	CountedDecoder(int maxFrameSize) {
		this.maxFrameSize = maxFrameSize;
	}

	private static int count(ByteBuffer in, int start) {
		int count = in.getInt(start);
		return (in.order() == ByteOrder.BIG_ENDIAN) ? count : Integer.reverseBytes(count);
	}

	@Override
	public @Nullable ByteBuffer decode(ByteBuffer in) throws FrameTooLargeException {
		int start = in.position();
		int there = in.limit() - start - Integer.BYTES;
		int count = this.count;
		if (count == UNKNOWN) {
			if (there < 0) {
				return null;
			}
			count = count(in, start);
			if (count < 0 || count > this.maxFrameSize - Integer.BYTES) {
				throw new FrameTooLargeException(Integer.BYTES + Integer.toUnsignedLong(count), this.maxFrameSize);
			}
		}
		if (there < count) {
			this.count = count;
			return null;
		}
		this.count = UNKNOWN;
		int end = Integer.BYTES + count;
		return Slice.take(in, end, Integer.BYTES, end);
	}

}
