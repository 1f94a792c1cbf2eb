package dev.leat.reactor;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to use one direction of a socket, which the loop grants to the thread of a
 * stream and may take back. Whoever holds it is alone with that direction. What the
 * thread has moved it leaves here, for the loop to put into its books.
 *
 * <pre>
 *          grant             begin
 *  LOOP ──────────&gt; THREAD ─────────&gt; USED ── end, for good ──&gt; LOOP
 *   ^── reclaim ───────┘ ^── end ───────┘
 * </pre>
 */
final class Lease {

	private static final long MOMENT = 20_000;

	/** Whose it is. */
	private enum Of {

		LOOP, THREAD, USED

	}

	private final AtomicReference<Of> of = new AtomicReference<>(Of.LOOP);

	private final AtomicLong moved = new AtomicLong();

	private volatile long movedAt;

	// The thread

	/** Whether it was granted, and is not used. Any thread. */
	boolean isGranted() {
		return this.of.get() == Of.THREAD;
	}

	/** Begins to use it, if it was granted. */
	boolean begin() {
		return this.of.compareAndSet(Of.THREAD, Of.USED);
	}

	/** Notes what was moved; while it is used. */
	void moved(int bytes, long now) {
		this.movedAt = now;
		this.moved.addAndGet(bytes);
	}

	/** Ends the use of it, for good or until the next time. */
	void end(boolean forGood) {
		this.of.set(forGood ? Of.LOOP : Of.THREAD);
	}

	// The loop

	/** Whether the loop has it. */
	boolean isReturned() {
		return this.of.get() == Of.LOOP;
	}

	/** Grants it to the thread. */
	void grant() {
		this.of.compareAndSet(Of.LOOP, Of.THREAD);
	}

	/**
	 * Takes it back unless it is used just now.
	 * @return whether the loop has it
	 */
	boolean tryReclaim() {
		return isReturned() || this.of.compareAndSet(Of.THREAD, Of.LOOP);
	}

	/** Takes it back, for which the end of a call to the socket is awaited. */
	void reclaim() {
		while (!tryReclaim()) {
			// it calls the socket, which does not block
			LockSupport.parkNanos(this, MOMENT);
		}
	}

	/** Takes out how many bytes were moved since the last time. */
	long takeMoved() {
		return (this.moved.get() != 0) ? this.moved.getAndSet(0) : 0;
	}

	/** When the last of them were. */
	long movedAt() {
		return this.movedAt;
	}

}
