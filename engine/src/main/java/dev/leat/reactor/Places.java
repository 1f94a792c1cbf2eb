package dev.leat.reactor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for connections in a server or in the process: so many at once, never one
 * more. Any thread.
 */
final class Places {

	private final int max;

	private final AtomicInteger taken = new AtomicInteger();

	private final List<Listener> waiting = new CopyOnWriteArrayList<>();

	Places(int max) {
		this.max = max;
	}

	boolean take() {
		int count;
		do {
			count = this.taken.get();
			if (count >= this.max) {
				return false;
			}
		}
		while (!this.taken.compareAndSet(count, count + 1));
		return true;
	}

	/** Gives a place back and tells those who wait for one. */
	void giveBack() {
		this.taken.decrementAndGet();
		for (Listener listener : this.waiting) {
			listener.placeFreed();
		}
	}

	boolean isFull() {
		return this.taken.get() >= this.max;
	}

	int taken() {
		return this.taken.get();
	}

	/** Tells from now on whenever a place has come back. */
	void await(Listener listener) {
		this.waiting.add(listener);
	}

	void awaitNoMore(Listener listener) {
		this.waiting.remove(listener);
	}

}
