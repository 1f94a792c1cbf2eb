package dev.leat.codec;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.Connection;

/**
 * Lets a bounded number of frames into an executor at once. What finds no room waits here
 * until its connection ends, first come first served. That is one frame of each
 * connection, since a connection is not read meanwhile, or the last ones of an input that
 * has ended. Any thread.
 */
final class Permits {

	private final Map<Connection, Queue<Start>> waiting = new LinkedHashMap<>();

	private int free;

	Permits(int free) {
		this.free = free;
	}

	/** Starts now, or when there is room. */
	void enter(Connection connection, Start start) {
		if (take(connection, start) && !start.start()) {
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

	/** Drops what waits of a connection; what has started has yet to leave. */
	synchronized void forget(Connection connection) {
		this.waiting.remove(connection);
	}

	private synchronized boolean take(Connection connection, Start start) {
		if (this.free == 0) {
			this.waiting.computeIfAbsent(connection, (same) -> new ArrayDeque<>(1)).add(start);
			return false;
		}
		this.free--;
		return true;
	}

	private synchronized @Nullable Start next() {
		Iterator<Queue<Start>> all = this.waiting.values().iterator();
		if (!all.hasNext()) {
			this.free++;
			return null;
		}
		Queue<Start> first = all.next();
		Start next = first.remove();
		if (first.isEmpty()) {
			all.remove();
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
