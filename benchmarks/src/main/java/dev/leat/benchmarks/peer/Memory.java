package dev.leat.benchmarks.peer;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.Objects;

import com.sun.management.ThreadMXBean;

/**
 * What a peer has taken of the heap.
 *
 * @param allocated bytes that the threads which live now have allocated so far; virtual
 * threads count for their carriers
 * @param heapUsed bytes of the heap after a collection
 */
record Memory(long allocated, long heapUsed) {

	static Memory read() {
		long allocated = allocatedByAll();
		System.gc();
		return new Memory(allocated, left());
	}

	/**
	 * What the collection has left. What is in use now has more in it: whole areas that a
	 * thread has taken to allocate in.
	 */
	private static long left() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getCollectionUsage)
			.filter(Objects::nonNull)
			.mapToLong(MemoryUsage::getUsed)
			.sum();
	}

	private static long allocatedByAll() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long[] each = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
		return Arrays.stream(each).filter((bytes) -> bytes > 0).sum();
	}

	String json() {
		return "{\"allocated\":" + this.allocated + ",\"heapUsed\":" + this.heapUsed + "}";
	}

}
