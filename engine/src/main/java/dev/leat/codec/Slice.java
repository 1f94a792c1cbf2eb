package dev.leat.codec;

import java.nio.ByteBuffer;

/**
 * Takes a frame out of the bytes received without a copy.
 */
final class Slice {

	private Slice() {
	}

	/**
	 * Consumes a frame.
	 * @param in what was received; its position moves past the frame
	 * @param size bytes of the frame
	 * @param from the first of them that is wanted
	 * @param to the first behind those that are wanted
	 * @return a view of what is wanted, read-only as {@code in} is
	 */
	static ByteBuffer take(ByteBuffer in, int size, int from, int to) {
		int start = in.position();
		in.position(start + size);
		return in.slice(start + from, to - from);
	}

}
