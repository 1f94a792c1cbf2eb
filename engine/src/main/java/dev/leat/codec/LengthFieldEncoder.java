package dev.leat.codec;

import java.nio.ByteBuffer;

/**
 * Writes frames with the length that they carry, by the rules of the decoder. Any thread.
 */
final class LengthFieldEncoder implements FrameEncoder<ByteBuffer> {

	private final LengthField field;

	LengthFieldEncoder(LengthField field) {
		this.field = field;
	}

	@Override
	public void encode(ByteBuffer frame, FrameBuffer out) {
		long size = (long) this.field.stripped() + frame.remaining();
		long length = this.field.length(size);
		if (size < this.field.headerSize() || length < 0 || length > this.field.maxLength()) {
			throw refused(size, length);
		}
		int start = out.size();
		out.zeros(this.field.stripped());
		out.copy(frame);
		this.field.write(out, start, length);
	}

	private IllegalArgumentException refused(long size, long length) {
		return new IllegalArgumentException((size < this.field.headerSize())
				? "A frame of " + size + " bytes has no room for the " + this.field.headerSize()
						+ " bytes up to the end of its length"
				: "The length " + length + " does not fit into a field of " + this.field.width()
						+ " bytes, the most is " + this.field.maxLength());
	}

}
