package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;

/**
 * The acceptors of one loop. They share its time with the connections that are there: all
 * accepting of a turn may last as long as serving the ready connections did in the turn
 * before, and no longer than {@link #LONGEST}; what is accepted is opened after that.
 * Loop thread only.
 */
final class Acceptors {

	/** In nanoseconds. A thousand clients come in less, and who is there waits for it. */
	static final long LONGEST = 50_000_000;

	private final Clock clock;

	private final List<Acceptor> all = new ArrayList<>();

	/** For accepting in this turn, in nanoseconds. */
	private long allowed;

	private long taken;

	private long began;

	Acceptors(Clock clock) {
		this.clock = clock;
	}

	void add(Acceptor acceptor) {
		this.all.add(acceptor);
	}

	void remove(Acceptor acceptor) {
		this.all.remove(acceptor);
	}

	/** One of them begins to accept. */
	void begins() {
		this.began = this.clock.nanos();
	}

	/** Whether it may go on with another batch. */
	boolean hasTime() {
		long now = this.clock.nanos();
		this.taken += now - this.began;
		this.began = now;
		return this.taken < this.allowed;
	}

	/**
	 * All that was ready has had its turn; each is verified.
	 * @param nanos what that took, accepting with it
	 */
	void turnEnds(long nanos) {
		this.allowed = Math.min(nanos - this.taken, LONGEST);
		this.taken = 0;
		for (int i = 0; i < this.all.size(); i++) {
			this.all.get(i).verify();
		}
	}

}
