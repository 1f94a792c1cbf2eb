package dev.leat.codec;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Cuts frames of one size. Loop thread.
 */
final class FixedDecoder implements FrameDecoder<ByteBuffer> {

	private final int size;

	FixedDecoder(int size) {
		this.size = size;
	}

	@Override
	public @Nullable ByteBuffer decode(ByteBuffer in) {
		return (in.remaining() < this.size) ? null : Slice.take(in, this.size, 0, this.size);
	}

}
