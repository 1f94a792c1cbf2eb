package dev.leat.autoconfigure;

import java.time.Duration;

/**
 * How long a server takes to shut down. Both times together end a second before Spring
 * loses its patience.
 *
 * @param quiet until it stops accepting
 * @param grace until it ends what is still open
 */
record ShutdownTimes(Duration quiet, Duration grace) {

	private static final Duration MARGIN = Duration.ofSeconds(1);

	static ShutdownTimes of(ServerProperties.Shutdown wanted, Duration phaseTimeout) {
		Duration available = max(phaseTimeout.minus(MARGIN), Duration.ZERO);
		Duration quiet = min(wanted.getQuietPeriod(), available);
		return new ShutdownTimes(quiet, min(wanted.getGracePeriod(), available.minus(quiet)));
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
