package dev.leat.reactor;

import java.time.Duration;

/**
 * Turns durations into nanoseconds that can be added to a clock without overflow.
 */
final class Nanos {

	/** Longer than any process lives, short enough to be added to any clock. */
	static final long FOREVER = Long.MAX_VALUE / 4;

	private static final Duration LONGEST = Duration.ofNanos(FOREVER);

	private Nanos() {
	}

	/** The length of a delay, from zero. */
	static long of(Duration duration) {
		if (duration.isNegative()) {
			return 0;
		}
		return (duration.compareTo(LONGEST) < 0) ? duration.toNanos() : FOREVER;
	}

	/**
	 * The length of a limit for which zero means that it is off.
	 * @throws IllegalArgumentException if it is below zero
	 */
	static long limit(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The limit is " + duration + ", it must be zero (off) or more");
		}
		return duration.isZero() ? FOREVER : of(duration);
	}

}
