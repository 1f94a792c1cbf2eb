package dev.leat.test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes that have arrived and that nobody has taken yet. Receiving thread only.
 */
final class Arrived {

	/** Bytes that a message shows. */
	private static final int SHOWN = 64;

	private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

	private byte[] bytes = new byte[8192];

	private int from;

	private int to;

	int count() {
		return this.to - this.from;
	}

	/** How many bytes it is up to and with this one; 0 where it is not there. */
	int countTo(byte last) {
		for (int i = this.from; i < this.to; i++) {
			if (this.bytes[i] == last) {
				return i + 1 - this.from;
			}
		}
		return 0;
	}

	/** Whether these are the first bytes, as far as there are any. */
	boolean agreesWith(byte[] expected) {
		int count = Math.min(expected.length, count());
		return Arrays.equals(this.bytes, this.from, this.from + count, expected, 0, count);
	}

	void add(byte[] source, int count) {
		if (this.bytes.length - this.to < count) {
			int held = count();
			byte[] target = (this.bytes.length >= 2 * (held + count)) ? this.bytes : new byte[2 * (held + count)];
			System.arraycopy(this.bytes, this.from, target, 0, held);
			this.bytes = target;
			this.from = 0;
			this.to = held;
		}
		System.arraycopy(source, 0, this.bytes, this.to, count);
		this.to += count;
	}

	byte[] take(int count) {
		byte[] taken = Arrays.copyOfRange(this.bytes, this.from, this.from + count);
		this.from += count;
		return taken;
	}

	/** What a message says of it. */
	String describe() {
		return (count() == 0) ? "nothing" : show(Arrays.copyOfRange(this.bytes, this.from, this.to));
	}

	/** Bytes as hex and as text; of many the beginning. */
	static String show(byte[] bytes) {
		byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
		String more = (bytes.length > SHOWN) ? " ... (" + (bytes.length - SHOWN) + " more)" : "";
		return bytes.length + ((bytes.length == 1) ? " byte" : " bytes") + "\n    hex:  " + HEX.formatHex(shown) + more
				+ "\n    text: " + text(shown) + more;
	}

	private static String text(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		new String(bytes, StandardCharsets.UTF_8).chars().forEach((c) -> {
			switch (c) {
				case '\r' -> text.append("\\r");
				case '\n' -> text.append("\\n");
				case '\t' -> text.append("\\t");
				default -> text.append(Character.isISOControl(c) ? '.' : (char) c);
			}
		});
		return text.toString();
	}

}
