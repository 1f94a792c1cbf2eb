package dev.leat.sample.keyvalue;

/**
 * Turns a span that a client names into a deadline.
 */
final class Expiry {

	static final int SECONDS = 1000;

	static final int MILLISECONDS = 1;

	private Expiry() {
	}

	/**
	 * The time at which a span ends.
	 * @param span in units
	 * @param unit milliseconds of one unit
	 * @param now the time in milliseconds, zero or more
	 * @param command to name in the error
	 * @throws CommandException if the deadline is not a number that a value can have
	 */
	static long deadline(long span, int unit, long now, String command) throws CommandException {
		if (span > (Entry.NEVER - 1 - now) / unit || span < Long.MIN_VALUE / unit) {
			throw CommandException.invalidExpiry(command);
		}
		return now + span * unit;
	}

}
