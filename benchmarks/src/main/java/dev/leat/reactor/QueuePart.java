package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

import org.jspecify.annotations.NullMarked;

/**
 * Lets the benchmarks reach the queue of writes and the pool that it stands on, with a
 * socket that takes everything. One thread.
 */
@NullMarked
public final class QueuePart {

	private final BufferPool pool = new BufferPool(new MemoryBudget(64 * 1024 * 1024), 2, false);

	private final WriteQueue queue = new WriteQueue();

	private final Transport sink = new Sink();

	private final ByteBuffer[] scratch = new ByteBuffer[WriteQueue.GATHER];

	/**
	 * Queues bytes.
	 * @param bytes to copy; the position stays
	 */
	public void append(ByteBuffer bytes) {
		int position = bytes.position();
		this.queue.append(bytes, this.pool);
		bytes.position(position);
	}

	/**
	 * Writes all that is queued.
	 * @return the number of bytes
	 * @throws IOException never
	 */
	public long writeAll() throws IOException {
		long all = 0;
		while (!this.queue.isEmpty()) {
			all += this.queue.writeTo(this.sink, this.scratch, this.pool);
		}
		return all;
	}

	/**
	 * Borrows a buffer and gives it back.
	 * @param bytes its size
	 * @return its capacity
	 */
	public int borrow(int bytes) {
		ByteBuffer buffer = this.pool.acquire(bytes);
		if (buffer == null) {
			throw new IllegalStateException("The budget is used up");
		}
		this.pool.release(buffer);
		return buffer.capacity();
	}

	/** Takes all bytes and forgets them. */
	private static final class Sink implements Transport {

		@Override
		public SelectionKey register(Selector selector, Source source) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int read(ByteBuffer into) {
			return END;
		}

		@Override
		public int write(ByteBuffer bytes) {
			int count = bytes.remaining();
			bytes.position(bytes.limit());
			return count;
		}

		@Override
		public long write(ByteBuffer[] bytes, int count) {
			long all = 0;
			for (int i = 0; i < count; i++) {
				all += write(bytes[i]);
			}
			return all;
		}

		@Override
		public long write(FileChannel file, long position, long count) {
			return count;
		}

		@Override
		public void shutdownOutput() {
		}

		@Override
		public void close() {
		}

		@Override
		public void abort() {
		}

	}

}
