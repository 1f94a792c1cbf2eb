package dev.leat.reactor;

/**
 * Figures of the buffers of an {@link EventLoopGroup}. Any thread may read them.
 */
public interface BufferStats {

	/**
	 * Direct memory lent to connections.
	 * @return bytes now
	 */
	long used();

	/**
	 * Direct memory kept for reuse.
	 * @return bytes now
	 */
	long pooled();

	/**
	 * The budget of direct memory.
	 * @return bytes
	 */
	long limit();

	/**
	 * Requests that a kept buffer served.
	 * @return since the start
	 */
	long acquiredPooled();

	/**
	 * Requests that a new buffer served.
	 * @return since the start
	 */
	long acquiredAllocated();

	/**
	 * Requests that the budget or the JVM refused.
	 * @return since the start
	 */
	long refused();

	/**
	 * Buffers that were never given back, which is known when their loop ends.
	 * @return since the start
	 */
	long leaked();

	/**
	 * Heap memory in which loops encrypt and decrypt. It is lent to nobody, and kept from
	 * a loop's first TLS connection to the end of the loop.
	 * @return bytes now
	 */
	long heapPooled();

	/**
	 * The heap memory that all loops keep if each has TLS connections.
	 * @return bytes
	 */
	long heapLimit();

}
