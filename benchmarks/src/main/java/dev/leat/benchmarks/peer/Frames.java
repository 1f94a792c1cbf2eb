package dev.leat.benchmarks.peer;

import java.nio.ByteBuffer;

/**
 * Frames for peers that have no decoder of their own.
 */
final class Frames {

	private Frames() {
	}

	/** Whether a whole frame stands at the position of the buffer. */
	static boolean isNext(ByteBuffer buffer) {
		return buffer.remaining() >= Workload.LENGTH && buffer.remaining() >= size(buffer, buffer.position());
	}

	/** Takes the next frame, with its length. */
	static ByteBuffer next(ByteBuffer buffer) {
		int start = buffer.position();
		int size = size(buffer, start);
		buffer.position(start + size);
		return buffer.slice(start, size);
	}

	/**
	 * Lets what is left of a buffer be read on, with room for the frame that it begins.
	 */
	static ByteBuffer roomForNext(ByteBuffer buffer) {
		int size = (buffer.remaining() >= Workload.LENGTH) ? size(buffer, buffer.position()) : 0;
		return (size > buffer.capacity()) ? ByteBuffer.allocateDirect(size).put(buffer) : buffer.compact();
	}

	/** Bytes of a frame with its length. */
	static int size(ByteBuffer buffer, int start) {
		int payload = buffer.getInt(start);
		if (payload < 0 || payload > Workload.MAX_PAYLOAD) {
			throw new IllegalArgumentException("A frame of " + payload + " bytes");
		}
		return Workload.LENGTH + payload;
	}

}
