package dev.leat.benchmarks.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a round of a case: its peers are started, each round in another order, and work
 * one at a time, while those that do not work are idle.
 */
final class Rounds {

	private static final int TRIES = 3;

	private final Environment environment;

	private final Launcher launcher;

	private final Probes probes;

	private final ResultStore store;

	private final PrintStream log;

	Rounds(Environment environment, Launcher launcher, Probes probes, ResultStore store, PrintStream log) {
		this.environment = environment;
		this.launcher = launcher;
		this.probes = probes;
		this.store = store;
		this.log = log;
	}

	/**
	 * Measures the peers of which no result of this round is stored.
	 * @param work the case
	 * @param round counted from 1
	 */
	void run(Case work, int round) {
		List<String> peers = rotated(missing(work, round), round);
		if (work.kind().fresh()) {
			peers.forEach((peer) -> runAlone(work, round, peer));
		}
		else {
			keep(work, round, attempt(work, peers));
		}
	}

	private List<String> missing(Case work, int round) {
		return work.peers()
			.stream()
			.filter((peer) -> !this.store.has(this.environment, work.name(), peer, round))
			.toList();
	}

	static <T> List<T> rotated(List<T> peers, int round) {
		List<T> rotated = new ArrayList<>(peers);
		Collections.rotate(rotated, 1 - round);
		return rotated;
	}

	/**
	 * In a process of its own that has done nothing else, and in another when disturbed.
	 */
	private void runAlone(Case work, int round, String peer) {
		Map<String, Measured> measured = attempt(work, List.of(peer));
		for (int again = 1; again < TRIES && measured.values().stream().anyMatch(Measured::noisy); again++) {
			measured = attempt(work, List.of(peer));
		}
		keep(work, round, measured);
	}

	private Map<String, Measured> attempt(Case work, List<String> peers) {
		Map<String, Measured> measured = new LinkedHashMap<>();
		Map<String, ServerProcess> servers = new LinkedHashMap<>();
		try {
			for (String peer : peers) {
				start(work, peer, servers, measured);
			}
			measured.putAll(this.probes.measure(work, servers));
			return measured;
		}
		finally {
			servers.values().forEach(ServerProcess::close);
		}
	}

	private void start(Case work, String peer, Map<String, ServerProcess> servers, Map<String, Measured> measured) {
		try {
			servers.put(peer, this.launcher.start(peer, work));
		}
		catch (NotRunException ex) {
			measured.put(peer, Measured.notRun(ex));
		}
	}

	private void keep(Case work, int round, Map<String, Measured> measured) {
		Processes.goOn();
		measured.forEach((peer, one) -> keep(
				new Result(this.environment, work.name(), peer, round, one.noisy(), one.notRun(), one.metrics())));
	}

	private void keep(Result result) {
		this.store.add(result);
		this.log.printf("%-20s %-22s round %d  %s%n", result.work(), result.peer(), result.round(), shown(result));
	}

	private static String shown(Result result) {
		if (result.notRun() != null) {
			return "not run: " + result.notRun();
		}
		StringBuilder shown = new StringBuilder(result.noisy() ? "noisy: " : "");
		for (Metric metric : Metric.values()) {
			Double value = result.metrics().get(metric);
			if (value != null) {
				shown.append(metric.title()).append(' ').append(metric.show(value)).append("; ");
			}
		}
		return shown.toString();
	}

}
