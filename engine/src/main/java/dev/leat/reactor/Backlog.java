package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * What waits of the output of one connection, or is on its way to it from other threads,
 * and whether that is too much. Few have such bytes at a time, so it is a layer of
 * {@link RareParts}. Loop thread only, but for what says otherwise.
 */
abstract class Backlog {

	private static final AtomicLongFieldUpdater<Backlog> PENDING = AtomicLongFieldUpdater.newUpdater(Backlog.class,
			"pending");

	/** Bytes queued, and bytes on their way here from other threads. */
	private volatile long pending;

	/** Those of them that have come from other threads and are not queued yet. */
	private long arrived;

	/** Made for the first bytes that wait, and dropped with the last. */
	private @Nullable WriteQueue queue;

	/** Above the high mark, and not back at the low one. */
	private volatile boolean aboveMark;

	/** Any thread. */
	final long pending() {
		return this.pending;
	}

	/**
	 * Counts bytes that another thread sends here, or fewer if it no longer does. Any
	 * thread.
	 * @return whether they fit under the cap
	 */
	final boolean reserve(int bytes, long cap) {
		long before;
		do {
			before = this.pending;
			if (before + bytes > cap) {
				return false;
			}
		}
		while (!PENDING.compareAndSet(this, before, before + bytes));
		return true;
	}

	/** Bytes that were reserved have come. */
	final void arrives(long bytes) {
		this.arrived += bytes;
	}

	/** Bytes were queued, of which those that had arrived were counted before. */
	final void queued(long bytes) {
		PENDING.addAndGet(this, bytes - takeArrived(bytes));
	}

	/** Bytes were lent to the queue that had arrived, and were counted before. */
	final void lent(long bytes) {
		this.arrived -= bytes;
	}

	/** What has arrived and is not queued by now has been sent or refused. */
	final void settleArrived() {
		long bytes = takeArrived(Long.MAX_VALUE);
		if (bytes != 0) {
			PENDING.addAndGet(this, -bytes);
		}
	}

	/** {@link RareParts#NONE} is asked too, and is not to be written. */
	private long takeArrived(long most) {
		long bytes = Math.min(this.arrived, most);
		if (bytes != 0) {
			this.arrived -= bytes;
		}
		return bytes;
	}

	/** Whether bytes wait for the socket. */
	final boolean isWaiting() {
		WriteQueue queue = this.queue;
		return queue != null && !queue.isEmpty();
	}

	/** What bytes wait in from now on. */
	final WriteQueue queue() {
		if (this.queue == null) {
			this.queue = new WriteQueue();
		}
		return this.queue;
	}

	/** Bytes that wait, in memory and in files. */
	final long bytes() {
		return (this.queue != null) ? this.queue.bytes() : 0;
	}

	/** Bytes of memory that wait. */
	final long memory() {
		return (this.queue != null) ? this.queue.memory() : 0;
	}

	/**
	 * Writes what the transport takes.
	 * @param scratch to gather chunks in
	 * @return the number of bytes
	 */
	final long writeTo(Transport transport, ByteBuffer[] scratch, BufferPool pool) throws IOException {
		WriteQueue queue = this.queue;
		if (queue == null) {
			return 0;
		}
		long before = queue.memory();
		long written = queue.writeTo(transport, scratch, pool);
		PENDING.addAndGet(this, queue.memory() - before);
		if (queue.isEmpty()) {
			this.queue = null;
		}
		return written;
	}

	/** Drops what waits. */
	final void drop(BufferPool pool) {
		if (this.queue != null) {
			PENDING.addAndGet(this, -this.queue.memory());
			this.queue.release(pool);
			this.queue = null;
		}
	}

	/** Any thread. */
	final boolean isAboveMark() {
		return this.aboveMark;
	}

	/** Any thread may tell that it is; the loop, that it no longer is. */
	final void aboveMark(boolean value) {
		this.aboveMark = value;
	}

}
