package dev.leat.codec;

/**
 * A sequence of bytes to search for, one byte at a time. Immutable, so that all
 * connections share it.
 */
final class Delimiter {

	private final byte[] bytes;

	/**
	 * For each number of matched bytes, how many of them still match when the next does
	 * not: the longest end of those that the delimiter begins with.
	 */
	private final int[] fallback;

	Delimiter(byte[] bytes) {
		this.bytes = bytes.clone();
		this.fallback = new int[bytes.length];
		for (int i = 1; i < bytes.length - 1; i++) {
			this.fallback[i + 1] = match(this.fallback[i], bytes[i]);
		}
	}

	int size() {
		return this.bytes.length;
	}

	/**
	 * How many bytes of the delimiter a text ends with.
	 * @param matched how many it ended with before the next byte, fewer than all
	 * @param next its next byte
	 */
	int match(int matched, byte next) {
		int prefix = matched;
		while (prefix > 0 && this.bytes[prefix] != next) {
			prefix = this.fallback[prefix];
		}
		return (this.bytes[prefix] == next) ? prefix + 1 : 0;
	}

	/**
	 * Appends the delimiter.
	 */
	void write(FrameBuffer out) {
		out.put(this.bytes);
	}

}
