package dev.leat.codec;

import java.nio.ByteBuffer;

/**
 * Writes frames of one size, and refuses any other. Any thread.
 */
final class FixedEncoder implements FrameEncoder<ByteBuffer> {

	private final int size;

	FixedEncoder(int size) {
		this.size = size;
	}

	@Override
	public void encode(ByteBuffer frame, FrameBuffer out) {
		if (frame.remaining() != this.size) {
			throw new IllegalArgumentException(
					"A frame has " + frame.remaining() + " bytes, it must have " + this.size);
		}
		out.copy(frame);
	}

}
