package dev.leat.codec;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of frames into an executor at once. What finds no room waits
 * here, first come first served; one frame of each connection at most, since a connection
 * is not read meanwhile. Any thread.
 */
final class Permits {

	private final ArrayDeque<Start> waiting = new ArrayDeque<>();

	private int free;

	Permits(int free) {
		this.free = free;
	}

	/** Starts now, or when there is room. */
	void enter(Start start) {
		if (take(start) && !start.start()) {
			leave();
		}
	}

	/** Makes room, and starts what has waited longest. */
	void leave() {
		Start next = next();
		while (next != null && !next.start()) {
			next = next();
		}
	}

	private synchronized boolean take(Start start) {
		if (this.free == 0) {
			this.waiting.add(start);
			return false;
		}
		this.free--;
		return true;
	}

	private synchronized @Nullable Start next() {
		Start next = this.waiting.poll();
		if (next == null) {
			this.free++;
		}
		return next;
	}

	/** What needs a permit. */
	@FunctionalInterface
	interface Start {

		/**
		 * Starts it.
		 * @return whether it keeps the permit until it {@linkplain Permits#leave leaves}
		 */
		boolean start();

	}

}
