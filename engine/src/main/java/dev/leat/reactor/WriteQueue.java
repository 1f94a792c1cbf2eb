package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that a socket did not take at once, in order: chunks of pooled memory, filled at
 * the tail and written from the head, several in one system call. In a chunk the bytes
 * stand from position to limit. Empty, it holds no memory. Loop thread only.
 */
final class WriteQueue {

	static final int GATHER = 16;

	private static final int MIN_CHUNK = 4 * 1024;

	private static final int MAX_CHUNK = 256 * 1024;

	private @Nullable ArrayDeque<ByteBuffer> chunks;

	private long size;

	boolean isEmpty() {
		return this.size == 0;
	}

	long size() {
		return this.size;
	}

	/**
	 * Copies bytes to the tail.
	 * @return whether there was memory for all of them
	 */
	boolean append(ByteBuffer source, BufferPool pool) {
		while (source.hasRemaining()) {
			ByteBuffer tail = tail(source.remaining(), pool);
			if (tail == null) {
				return false;
			}
			int end = tail.limit();
			int count = Math.min(source.remaining(), tail.capacity() - end);
			tail.limit(end + count).put(end, source, source.position(), count);
			source.position(source.position() + count);
			this.size += count;
		}
		return true;
	}

	private @Nullable ByteBuffer tail(int wanted, BufferPool pool) {
		if (this.chunks == null) {
			this.chunks = new ArrayDeque<>(4);
		}
		ByteBuffer tail = this.chunks.peekLast();
		if (tail == null || tail.limit() == tail.capacity()) {
			tail = pool.acquire(Math.max(MIN_CHUNK, Math.min(wanted, MAX_CHUNK)));
			if (tail != null) {
				this.chunks.add(tail.limit(0));
			}
		}
		return tail;
	}

	/**
	 * Writes what the transport takes, from the head.
	 * @param scratch to gather chunks in
	 * @return the number of bytes
	 */
	long writeTo(Transport transport, ByteBuffer[] scratch, BufferPool pool) throws IOException {
		if (this.chunks == null) {
			return 0;
		}
		int count = 0;
		for (ByteBuffer chunk : this.chunks) {
			scratch[count++] = chunk;
			if (count == scratch.length) {
				break;
			}
		}
		long written = transport.write(scratch, count);
		this.size -= written;
		dropWritten(this.chunks, pool);
		return written;
	}

	private void dropWritten(ArrayDeque<ByteBuffer> chunks, BufferPool pool) {
		ByteBuffer head = chunks.peekFirst();
		while (head != null && !head.hasRemaining()) {
			pool.release(chunks.removeFirst());
			head = chunks.peekFirst();
		}
		if (head == null) {
			this.chunks = null;
		}
	}

	/** Drops everything. */
	void release(BufferPool pool) {
		if (this.chunks != null) {
			this.chunks.forEach(pool::release);
		}
		this.chunks = null;
		this.size = 0;
	}

}
