package dev.leat.reactor;

import java.nio.ByteBuffer;

/**
 * Takes the memory that sockets are read into and written from.
 */
final class DirectMemory {

	/**
	 * Where a buffer begins. The JDK gives addresses in the middle of a cache line, to
	 * which some processors copy what has come at less than half the speed.
	 */
	static final int ALIGNMENT = 64;

	private DirectMemory() {
	}

	/**
	 * Takes memory.
	 * @param size in bytes
	 * @return empty, and of that capacity
	 * @throws OutOfMemoryError if the JVM's limit of direct memory is reached
	 */
	static ByteBuffer take(int size) {
		int whole = whole(size);
		ByteBuffer memory = ByteBuffer.allocateDirect(whole);
		int begin = -memory.alignmentOffset(0, ALIGNMENT) & ALIGNMENT - 1;
		return memory.slice(Math.min(begin, whole - size), size);
	}

	/**
	 * How much holds that size from a cache line on. The largest sizes leave no room for
	 * that, and begin anywhere.
	 */
	static int whole(int size) {
		return (int) Math.min((long) size + ALIGNMENT - 1, Integer.MAX_VALUE);
	}

}
