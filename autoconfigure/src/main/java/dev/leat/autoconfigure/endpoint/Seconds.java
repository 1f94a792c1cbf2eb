package dev.leat.autoconfigure.endpoint;

import java.time.Duration;

/**
 * Shows times as every format can: as a number of seconds.
 */
final class Seconds {

	private static final double NANOS = Duration.ofSeconds(1).toNanos();

	private Seconds() {
	}

	static double of(Duration time) {
		return time.toSeconds() + time.getNano() / NANOS;
	}

	static double ofNanos(long nanos) {
		return nanos / NANOS;
	}

}
