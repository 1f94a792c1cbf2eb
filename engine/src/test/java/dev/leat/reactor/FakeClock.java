package dev.leat.reactor;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it.
 */
final class FakeClock implements Clock {

	// near the overflow, so that comparing instead of subtracting shows
	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

	private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

	private final Queue<Duration> passing = new ConcurrentLinkedQueue<>();

	@Override
	public long nanos() {
		RuntimeException failure = this.failure.getAndSet(null);
		if (failure != null) {
			throw failure;
		}
		long now = this.nanos.get();
		Duration by = this.passing.poll();
		if (by != null) {
			advance(by);
		}
		return now;
	}

	/** Who asks next meets a failure. */
	void failOnce(RuntimeException value) {
		this.failure.set(value);
	}

	/** So much passes after each of the next times that somebody asks. */
	void passes(Duration... by) {
		this.passing.addAll(List.of(by));
	}

	void advance(Duration by) {
		this.nanos.addAndGet(by.toNanos());
	}

}
