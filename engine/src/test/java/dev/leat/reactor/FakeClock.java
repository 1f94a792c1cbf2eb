package dev.leat.reactor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it.
 */
final class FakeClock implements Clock {

	// near the overflow, so that comparing instead of subtracting shows
	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	void advance(Duration by) {
		this.nanos.addAndGet(by.toNanos());
	}

}
