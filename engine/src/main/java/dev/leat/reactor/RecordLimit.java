package dev.leat.reactor;

import javax.net.ssl.SSLException;

/**
 * Bounds the records of a connection that bring no data: updates of keys, warnings, empty
 * ones. They cost more than their bytes, and no honest peer sends many. Loop thread only.
 */
final class RecordLimit {

	private static final int MOST = 100;

	private static final long PERIOD = 1_000_000_000L;

	private long begun;

	private int count;

	/**
	 * Counts one.
	 * @throws SSLException if it is one too many for a second
	 */
	void count(long now) throws SSLException {
		if (this.count == 0 || now - this.begun >= PERIOD) {
			this.begun = now;
			this.count = 0;
		}
		if (++this.count > MOST) {
			throw new SSLException("More than " + MOST + " records without data came within a second");
		}
	}

}
