package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads servers in turns, each for a moment, so that a machine that is fast now and slow
 * a second later is so for all of them. What a server did in its turns is one
 * measurement. The servers have been warmed up before, in two halves: the first end of
 * connections undoes what a JIT has compiled without having seen one.
 */
final class Turns {

	static final int COUNT = 5;

	private static final int TRIES = 3;

	/** Of each turn, before it counts, in seconds: the caches are another server's. */
	private static final double RUN_UP = 0.25;

	/** More of it for each connection, until the last one is accepted and served. */
	private static final double RUN_UP_OF_A_CONNECTION = 0.001;

	private static final double LONGEST_RUN_UP = 3;

	private final LoadGenerator load;

	private final double warmUp;

	private final double seconds;

	private final Map<String, Measured> notRun = new LinkedHashMap<>();

	private final Map<String, LoadReport> sums = new LinkedHashMap<>();

	/**
	 * Prepares a measurement.
	 * @param load drives the servers
	 * @param warmUp seconds for each server
	 * @param seconds that are measured of each server, all turns together
	 */
	Turns(LoadGenerator load, double warmUp, double seconds) {
		this.load = load;
		this.warmUp = warmUp;
		this.seconds = seconds;
	}

	/**
	 * Lets all have their turns.
	 * @param work what to do
	 * @param servers by the names of the peers
	 * @return what each has done
	 */
	Map<String, Measured> measure(Case work, Map<String, ServerProcess> servers) {
		for (int half = 1; half <= 2; half++) {
			servers.forEach((peer, server) -> attempt(peer, () -> this.load.run(work, server, 0, this.warmUp / 2)));
		}
		for (int turn = 1; turn <= COUNT; turn++) {
			for (Map.Entry<String, ServerProcess> one : order(List.copyOf(servers.entrySet()), turn)) {
				attempt(one.getKey(),
						() -> this.sums.merge(one.getKey(), turn(work, one.getValue()), LoadReport::plus));
			}
		}
		Map<String, Measured> measured = new LinkedHashMap<>();
		this.sums.forEach((peer, sum) -> attempt(peer, () -> measured.put(peer, Measured.of(sum))));
		measured.putAll(this.notRun);
		return measured;
	}

	/**
	 * Backwards in every other turn, and each time with another one in front, so that of
	 * three or more none always follows the same one.
	 * @param peers in the order of the round
	 * @param turn counted from 1
	 * @return the order of that turn
	 */
	static <T> List<T> order(List<T> peers, int turn) {
		List<T> order = Rounds.rotated(peers, turn);
		if (turn % 2 == 0) {
			Collections.reverse(order);
		}
		return order;
	}

	private LoadReport turn(Case work, ServerProcess server) {
		LoadReport report = once(work, server);
		for (int again = 1; again < TRIES && Measured.isNoisy(report.noise(Pinning.watchedCores())); again++) {
			report = once(work, server);
		}
		return report;
	}

	private LoadReport once(Case work, ServerProcess server) {
		double runUp = Math.min(RUN_UP + work.connections() * RUN_UP_OF_A_CONNECTION, LONGEST_RUN_UP);
		return this.load.run(work, server, runUp, this.seconds / COUNT);
	}

	/** Who has failed once is not asked again. */
	private void attempt(String peer, Runnable what) {
		if (this.notRun.containsKey(peer)) {
			return;
		}
		try {
			what.run();
		}
		catch (NotRunException ex) {
			this.notRun.put(peer, Measured.notRun(ex));
		}
	}

}
