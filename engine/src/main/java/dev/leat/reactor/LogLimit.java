package dev.leat.reactor;

/**
 * Lets one log line a second through, so that nobody floods the log from outside. One
 * thread at a time.
 */
final class LogLimit {

	private static final long PERIOD = 1_000_000_000L;

	private boolean used;

	private long last;

	private long held;

	synchronized boolean allows(long now) {
		if (this.used && now - this.last < PERIOD) {
			this.held++;
			return false;
		}
		this.used = true;
		this.last = now;
		return true;
	}

	/** How many lines were held back since the last call. */
	synchronized long held() {
		long count = this.held;
		this.held = 0;
		return count;
	}

}
