package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Bytes for tests, from text and to text.
 */
final class Bytes {

	private Bytes() {
	}

	static ByteBuffer of(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Consumes all, as text. */
	static String take(ByteBuffer source) {
		return take(source, source.remaining());
	}

	/** Consumes some, as text. */
	static String take(ByteBuffer source, int count) {
		byte[] bytes = new byte[count];
		source.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/** Looks at all and consumes nothing. */
	static String look(ByteBuffer source) {
		return take(source.duplicate());
	}

	/** Bytes that are the same for the same length. */
	static byte[] random(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
