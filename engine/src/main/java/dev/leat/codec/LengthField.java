package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the length stands in a frame and what it counts: the one place that reads it,
 * writes it, and turns it into the size of a frame and back.
 *
 * @param width bytes of the field
 * @param offset bytes of the frame before the field
 * @param adjustment what is added to the field to have the number of bytes behind it
 * @param strip bytes that are taken off the front of a frame; negative for the default
 * @param order the order of the field's bytes
 */
record LengthField(int width, int offset, int adjustment, int strip, ByteOrder order) {

	/**
	 * Bytes of a frame up to the end of the field.
	 */
	long headerSize() {
		return (long) this.offset + this.width;
	}

	/**
	 * Bytes that are taken off. The default loses nothing: the field where it comes
	 * first, else none.
	 */
	int stripped() {
		if (this.strip >= 0) {
			return this.strip;
		}
		return (this.offset == 0) ? this.width : 0;
	}

	/**
	 * Whether it is an {@code int} in the order of buffers, and all that is taken off.
	 */
	boolean isUsual() {
		return this.width == Integer.BYTES && this.offset == 0 && stripped() == Integer.BYTES
				&& this.order == ByteOrder.BIG_ENDIAN;
	}

	/**
	 * The size of a frame whose field says {@code length}; negative where the length is,
	 * or where the sum overflows.
	 */
	long frameSize(long length) {
		return (length < 0) ? length : length + (headerSize() + this.adjustment);
	}

	/**
	 * What the field of a frame of that size says.
	 */
	long length(long frameSize) {
		return frameSize - headerSize() - this.adjustment;
	}

	/**
	 * The largest length that the field can say.
	 */
	long maxLength() {
		return (this.width < Long.BYTES) ? (1L << (Byte.SIZE * this.width)) - 1 : Long.MAX_VALUE;
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
