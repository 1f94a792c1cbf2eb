package dev.leat.reactor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Keeps when reading from a connection went on after a pause, so that a time in which
 * bytes may have waited unread does not count against its peer. For the codecs, which
 * stand in another package. To resume what is not paused is none. Loop thread only.
 */
public final class Resumption {

	private final Clock clock;

	private long last;

	Resumption(Clock clock) {
		this.clock = clock;
		this.last = clock.nanos();
	}

	/**
	 * Has a connection keep it from now on.
	 * @param connection whose pauses matter
	 * @return the same each time for one connection; or {@code null} for one that no
	 * server has accepted
	 */
	public static @Nullable Resumption of(Connection connection) {
		return (connection instanceof NioConnection own) ? own.deadlines().resumption() : null;
	}

	/** A reason to pause is lifted. */
	void resumed() {
		this.last = this.clock.nanos();
	}

	/**
	 * How long ago a pause ended last.
	 * @return the time since then, or since this was first asked for
	 */
	public Duration age() {
		return Duration.ofNanos(this.clock.nanos() - this.last);
	}

}
