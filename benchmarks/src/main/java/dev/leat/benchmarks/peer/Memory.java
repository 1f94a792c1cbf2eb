package dev.leat.benchmarks.peer;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

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
		return new Memory(allocated, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
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
