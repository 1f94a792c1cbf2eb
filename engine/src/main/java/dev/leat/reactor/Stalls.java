package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the last stalls. The watchdog writes, any thread reads.
 */
final class Stalls {

	/** Stalls that are kept. */
	static final int KEPT = 16;

	/** Stacks that are kept of each. */
	static final int STACKS = 8;

	private final Clock clock;

	private final ArrayDeque<Entry> entries = new ArrayDeque<>();

	Stalls(Clock clock) {
		this.clock = clock;
	}

	synchronized Entry add(String loop, @Nullable String connection, long began) {
		if (this.entries.size() == KEPT) {
			this.entries.removeLast();
		}
		Entry entry = new Entry(loop, connection, began);
		this.entries.addFirst(entry);
		return entry;
	}

	synchronized List<Stall> list() {
		long now = this.clock.nanos();
		return this.entries.stream().map((entry) -> entry.at(now)).toList();
	}

	/** One stall, as far as it is known. */
	static final class Entry {

		private final String loop;

		private final @Nullable String connection;

		private final long began;

		private final List<List<StackTraceElement>> stacks = new ArrayList<>();

		private long held;

		private boolean over;

		private Entry(String loop, @Nullable String connection, long began) {
			this.loop = loop;
			this.connection = connection;
			this.began = began;
		}

		synchronized int stacks() {
			return this.stacks.size();
		}

		synchronized void add(long held, List<StackTraceElement> stack) {
			this.held = held;
			this.stacks.add(stack);
		}

		/**
		 * The turn is over; its length is what was seen last if nothing longer is known.
		 */
		synchronized void over(long held) {
			this.held = Math.max(this.held, held);
			this.over = true;
		}

		synchronized Stall at(long now) {
			return new Stall(this.loop, this.connection, Duration.ofNanos(now - this.began),
					Duration.ofNanos(this.held), this.over, List.copyOf(this.stacks));
		}

		/** What the log says when it is noticed. */
		synchronized String describe() {
			StringBuilder text = new StringBuilder();
			text.append("Event loop '").append(this.loop).append("' has been held for ");
			text.append(this.held / 1_000_000).append(" ms by ");
			text.append((this.connection != null) ? this.connection : "one turn");
			text.append("; its other connections wait. What waits or computes for long belongs on another thread");
			text.append(" (StreamHandler, Framing.blocking, an executor); the limit is");
			text.append(" leat.event-loops.blocked-warning. It is at:");
			this.stacks.get(0).forEach((frame) -> text.append("\n\tat ").append(frame));
			return text.toString();
		}

	}

}
