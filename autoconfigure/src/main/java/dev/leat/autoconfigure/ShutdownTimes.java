package dev.leat.autoconfigure;

import java.time.Duration;

/**
 * How long a server takes to shut down.
 *
 * @param quiet until it stops accepting
 * @param grace until it ends what is still open
 */
record ShutdownTimes(Duration quiet, Duration grace) {

	/** How long before Spring loses its patience a server is done. */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	/** As they are set. */
	static ShutdownTimes of(ServerProperties.Shutdown set) {
		return new ShutdownTimes(set.getQuietPeriod(), set.getGracePeriod());
	}

	/** As far as they fit into a phase of Spring's, one after the other. */
	ShutdownTimes within(Duration phaseTimeout) {
		Duration available = max(phaseTimeout.minus(MARGIN), Duration.ZERO);
		Duration shorter = min(this.quiet, available);
		return new ShutdownTimes(shorter, min(this.grace, available.minus(shorter)));
	}

	/** The seconds of a phase into which they fit. */
	long phaseSeconds() {
		return this.quiet.plus(this.grace).plus(MARGIN).plusMillis(999).toSeconds();
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
