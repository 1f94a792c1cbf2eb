package dev.leat.codec;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * What an application says of the length in its frames; {@link LengthField} is what
 * follows from it.
 *
 * @param width bytes of the field
 * @param offset bytes of the frame before the field
 * @param adjustment what is added to the field to have the number of bytes behind it
 * @param strip bytes that are taken off the front of a frame, or {@link #LOSING_NOTHING}
 * @param order the order of the field's bytes
 */
record LengthFormat(int width, int offset, int adjustment, int strip, ByteOrder order) {

	/** The field is taken off where it comes first, else nothing. */
	static final int LOSING_NOTHING = -1;

	/** The field comes first, and counts what is behind it. */
	static LengthFormat ofWidth(int width) {
		return new LengthFormat(width, 0, 0, LOSING_NOTHING, ByteOrder.BIG_ENDIAN);
	}

	LengthFormat offset(int bytes) {
		checkNotNegative("offset", bytes);
		return new LengthFormat(this.width, bytes, this.adjustment, this.strip, this.order);
	}

	LengthFormat adjustment(int bytes) {
		return new LengthFormat(this.width, this.offset, bytes, this.strip, this.order);
	}

	LengthFormat strip(int bytes) {
		checkNotNegative("strip", bytes);
		return new LengthFormat(this.width, this.offset, this.adjustment, bytes, this.order);
	}

	LengthFormat order(ByteOrder order) {
		Objects.requireNonNull(order, "order");
		return new LengthFormat(this.width, this.offset, this.adjustment, this.strip, order);
	}

	private static void checkNotNegative(String setting, int value) {
		if (value < 0) {
			throw new IllegalArgumentException(setting + " is " + value + ", it must be 0 or more");
		}
	}

}
