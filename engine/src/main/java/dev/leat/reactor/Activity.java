package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells when bytes moved. While sockets are served they are noted with the time at which
 * the turn began, which costs nothing; where a callback has held the others up, that is
 * made up for, so that nobody ends for a silence that was the loop's. Loop thread only.
 */
final class Activity {

	/** What serving all sockets takes that nobody minds. */
	private static final long LONG = 1_000_000L;

	private final Clock clock;

	private final List<Deadlines> active = new ArrayList<>();

	private boolean serving;

	Activity(Clock clock) {
		this.clock = clock;
	}

	/** The sockets that are ready are about to be served. */
	void begins() {
		this.serving = true;
	}

	/**
	 * Bytes have moved.
	 * @param turn when the turn began
	 * @return when they did
	 */
	long note(Deadlines deadlines, long turn) {
		if (!this.serving) {
			return this.clock.nanos();
		}
		this.active.add(deadlines);
		return turn;
	}

	/**
	 * All sockets have been served, in a turn that began then. Under load many turns take
	 * long, so this makes no iterator either.
	 */
	void ends(long began, long ended) {
		this.serving = false;
		if (ended - began >= LONG) {
			for (int i = 0; i < this.active.size(); i++) {
				this.active.get(i).wasActive(began, ended);
			}
		}
		this.active.clear();
	}

}
