package dev.leat.reactor;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Wakes the threads that wait for what has happened in a turn, when it ends. Where they
 * are many and virtual, one of their kind does it: their carrier is called once a turn
 * then. Called for each of them, it would run each at once, in the place of the loop, and
 * sleep again. Where those who wait may keep all carriers, the loop does it all the same.
 * Loop thread only.
 */
final class Wakes {

	private static final int MANY = 4;

	private @Nullable Thread[] waiting = new @Nullable Thread[64];

	private int count;

	/** Has a thread woken when the turn ends, or sooner. */
	void add(Thread thread) {
		if (!VirtualThreads.include(thread)) {
			LockSupport.unpark(thread);
			return;
		}
		if (this.count == this.waiting.length) {
			this.waiting = Arrays.copyOf(this.waiting, 2 * this.count);
		}
		this.waiting[this.count++] = thread;
	}

	/** Ends the turn. */
	void flush() {
		if (this.count >= MANY && !VirtualThreads.mayKeepCarriers()) {
			wakeByOne(Arrays.copyOf(this.waiting, this.count));
		}
		else {
			wake(this.waiting, this.count);
		}
		Arrays.fill(this.waiting, 0, this.count, null);
		this.count = 0;
	}

	private static void wakeByOne(@Nullable Thread[] threads) {
		try {
			VirtualThreads.start(() -> wake(threads, threads.length));
		}
		catch (OutOfMemoryError ex) {
			// nobody may be left to wait for ever
			wake(threads, threads.length);
		}
	}

	private static void wake(@Nullable Thread[] threads, int count) {
		for (int i = 0; i < count; i++) {
			LockSupport.unpark(threads[i]);
		}
	}

}
