package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the length stands in a frame and what it counts: reads it, writes it, and turns
 * it into the size of a frame and back. What follows from that for every frame is worked
 * out once; for the usual layout that is so little that {@link CountedDecoder} and
 * {@link FrameBuffer} do it by themselves.
 */
final class LengthField {

	private final int width;

	private final int offset;

	private final int adjustment;

	private final ByteOrder order;

	private final long headerSize;

	private final int stripped;

	private final long minFrameSize;

	private final long maxLength;

	LengthField(LengthFormat format) {
		this.width = format.width();
		this.offset = format.offset();
		this.adjustment = format.adjustment();
		this.order = format.order();
		this.headerSize = (long) this.offset + this.width;
		this.stripped = stripped(format);
		this.minFrameSize = Math.max(this.headerSize, this.stripped);
		this.maxLength = (this.width < Long.BYTES) ? (1L << (Byte.SIZE * this.width)) - 1 : Long.MAX_VALUE;
	}

	private static int stripped(LengthFormat format) {
		if (format.strip() != LengthFormat.LOSING_NOTHING) {
			return format.strip();
		}
		return (format.offset() == 0) ? format.width() : 0;
	}

	int width() {
		return this.width;
	}

	ByteOrder order() {
		return this.order;
	}

	/**
	 * Bytes of a frame up to the end of the field.
	 */
	long headerSize() {
		return this.headerSize;
	}

	/**
	 * Bytes that are taken off.
	 */
	int stripped() {
		return this.stripped;
	}

	/**
	 * The least that a frame can have.
	 */
	long minFrameSize() {
		return this.minFrameSize;
	}

	/**
	 * The largest length that the field can say.
	 */
	long maxLength() {
		return this.maxLength;
	}

	/**
	 * Whether it is an {@code int} in the order of buffers, which counts what follows it,
	 * and is all that is taken off.
	 */
	boolean isUsual() {
		return this.width == Integer.BYTES && this.offset == 0 && this.adjustment == 0 && this.stripped == Integer.BYTES
				&& this.order == ByteOrder.BIG_ENDIAN;
	}

	/**
	 * The size of a frame whose field says {@code length}; negative where the length is,
	 * or where the sum overflows.
	 */
	long frameSize(long length) {
		return (length < 0) ? length : length + (this.headerSize + this.adjustment);
	}

	/**
	 * What the field of a frame of that size says.
	 */
	long length(long frameSize) {
		return frameSize - this.headerSize - this.adjustment;
	}

	/**
	 * The field of a frame that begins at {@code start}: unsigned, and negative where its
	 * eight bytes say more than a {@code long} can hold.
	 */
	long read(ByteBuffer in, int start) {
		if (this.width == Integer.BYTES) {
			int length = in.getInt(start + this.offset);
			return Integer.toUnsignedLong((in.order() == this.order) ? length : Integer.reverseBytes(length));
		}
		long length = 0;
		for (int i = 0; i < this.width; i++) {
			length |= (in.get(start + this.offset + i) & 0xffL) << shift(i);
		}
		return length;
	}

	/**
	 * Sets the field of a frame that begins at {@code start}.
	 */
	void write(FrameBuffer out, int start, long length) {
		if (this.width == Integer.BYTES) {
			int value = (int) length;
			out.setInt(start + this.offset, (this.order == ByteOrder.BIG_ENDIAN) ? value : Integer.reverseBytes(value));
			return;
		}
		for (int i = 0; i < this.width; i++) {
			out.set(start + this.offset + i, (int) (length >>> shift(i)));
		}
	}

	private int shift(int index) {
		return Byte.SIZE * ((this.order == ByteOrder.BIG_ENDIAN) ? this.width - 1 - index : index);
	}

}
