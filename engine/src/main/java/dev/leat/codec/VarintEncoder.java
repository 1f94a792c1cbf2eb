package dev.leat.codec;

import java.nio.ByteBuffer;

/**
 * Writes the length of a frame in as few bytes as it needs, and the frame. Any thread.
 */
final class VarintEncoder implements FrameEncoder<ByteBuffer> {

	@Override
	public void encode(ByteBuffer frame, FrameBuffer out) {
		int length = frame.remaining();
		while (length > 0x7f) {
			out.put(length | 0x80);
			length >>>= 7;
		}
		out.put(length).copy(frame);
	}

}
