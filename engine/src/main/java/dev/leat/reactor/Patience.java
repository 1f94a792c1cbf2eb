package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * How long a thread waits at most. One that waits for ever never looks at the clock. Any
 * thread.
 */
final class Patience {

	static final Patience ENDLESS = new Patience(null, 0);

	private final @Nullable Clock clock;

	private final long end;

	private Patience(@Nullable Clock clock, long end) {
		this.clock = clock;
		this.end = end;
	}

	/** From now on for so long. */
	static Patience of(long nanos, Clock clock) {
		return (nanos < Nanos.FOREVER) ? new Patience(clock, clock.nanos() + nanos) : ENDLESS;
	}

	/** How many nanoseconds are left; when none are, zero or below. */
	long left() {
		return (this.clock != null) ? this.end - this.clock.nanos() : Nanos.FOREVER;
	}

}
