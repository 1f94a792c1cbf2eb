package dev.leat.benchmarks.run;

import org.jspecify.annotations.Nullable;

/**
 * What a peer in Java answers to {@code stats}.
 *
 * @param allocated bytes that all its threads have allocated
 * @param heapUsed bytes on the heap after a collection
 */
record HeapStats(long allocated, long heapUsed) {

	static @Nullable HeapStats read(String line) {
		return line.startsWith("stats ") ? Json.read(line.substring("stats ".length()), HeapStats.class) : null;
	}

}
