package dev.leat.sample.resp;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Reads a whole number as strictly as Redis does: no blank, no plus, no leading zero, no
 * minus zero.
 */
public final class Decimal {

	private Decimal() {
	}

	/**
	 * Reads a number that fills an array.
	 * @param digits the digits, perhaps with a minus before them
	 * @return the number, or empty for anything else
	 */
	public static OptionalLong parse(byte[] digits) {
		return parse(ByteBuffer.wrap(digits), 0, digits.length);
	}

	/**
	 * Reads a number that fills a part of a buffer.
	 * @param in the buffer, whose position and limit stay as they are
	 * @param start index of the first byte
	 * @param end index behind the last
	 * @return the number, or empty for anything else
	 */
	public static OptionalLong parse(ByteBuffer in, int start, int end) {
		boolean negative = start < end && in.get(start) == '-';
		int first = negative ? start + 1 : start;
		if (first == end || (in.get(first) == '0' && (negative || end - first > 1))) {
			return OptionalLong.empty();
		}
		return digits(in, first, end, negative);
	}

	/**
	 * Counts downwards, since the negative numbers are one more.
	 */
	private static OptionalLong digits(ByteBuffer in, int start, int end, boolean negative) {
		long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
		long value = 0;
		for (int i = start; i < end; i++) {
			int digit = in.get(i) - '0';
			if (digit < 0 || digit > 9 || value < limit / 10 || value * 10 < limit + digit) {
				return OptionalLong.empty();
			}
			value = value * 10 - digit;
		}
		return OptionalLong.of(negative ? value : -value);
	}

}
