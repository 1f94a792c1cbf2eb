package dev.leat.reactor;

/**
 * Shares the time of a loop between clients that come and connections that are there: all
 * accepting of a turn may last as long as serving the ready connections did in the turn
 * before. Loop thread only.
 */
final class AcceptTime {

	private final Clock clock;

	/** Of this turn, in nanoseconds. */
	private long allowed;

	private long taken;

	private long began;

	AcceptTime(Clock clock) {
		this.clock = clock;
	}

	/** A listener begins to accept. */
	void begins() {
		this.began = this.clock.nanos();
	}

	/** Whether it may go on with another batch. */
	boolean isLeft() {
		long now = this.clock.nanos();
		this.taken += now - this.began;
		this.began = now;
		return this.taken < this.allowed;
	}

	/**
	 * All that was ready has had its turn.
	 * @param nanos what that took, accepting with it
	 */
	void turnEnds(long nanos) {
		this.allowed = nanos - this.taken;
		this.taken = 0;
	}

}
