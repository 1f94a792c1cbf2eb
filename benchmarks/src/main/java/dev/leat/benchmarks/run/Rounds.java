package dev.leat.benchmarks.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a round of a case: its peers work one after the other, each round in another
 * order, while those that do not work are idle.
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
			runBesideOthers(work, round, peers);
		}
	}

	private List<String> missing(Case work, int round) {
		return work.peers()
			.stream()
			.filter((peer) -> !this.store.has(this.environment, work.name(), peer, round))
			.toList();
	}

	static List<String> rotated(List<String> peers, int round) {
		List<String> rotated = new ArrayList<>(peers);
		Collections.rotate(rotated, 1 - round);
		return rotated;
	}

	private void runAlone(Case work, int round, String peer) {
		Result result = attempt(work, round, peer);
		for (int again = 1; again < TRIES && result.noisy(); again++) {
			result = attempt(work, round, peer);
		}
		keep(result);
	}

	private Result attempt(Case work, int round, String peer) {
		try (ServerProcess server = this.launcher.start(peer, work)) {
			return result(work, round, peer, this.probes.of(work.kind()).measure(work, server));
		}
		catch (NotRunException ex) {
			return notRun(work, round, peer, ex);
		}
	}

	private void runBesideOthers(Case work, int round, List<String> peers) {
		Map<String, ServerProcess> servers = new LinkedHashMap<>();
		try {
			for (String peer : peers) {
				start(work, round, peer, servers);
			}
			servers.forEach((peer, server) -> measure(work, round, peer, server));
		}
		finally {
			servers.values().forEach(ServerProcess::close);
		}
	}

	private void start(Case work, int round, String peer, Map<String, ServerProcess> servers) {
		try {
			servers.put(peer, this.launcher.start(peer, work));
		}
		catch (NotRunException ex) {
			keep(notRun(work, round, peer, ex));
		}
	}

	private void measure(Case work, int round, String peer, ServerProcess server) {
		Probe probe = this.probes.of(work.kind());
		try {
			Measured measured = probe.measure(work, server);
			for (int again = 1; again < TRIES && measured.noisy(); again++) {
				measured = probe.measure(work, server);
			}
			keep(result(work, round, peer, measured));
		}
		catch (NotRunException ex) {
			keep(notRun(work, round, peer, ex));
		}
	}

	private Result result(Case work, int round, String peer, Measured measured) {
		return new Result(this.environment, work.name(), peer, round, measured.noisy(), null, measured.metrics());
	}

	private Result notRun(Case work, int round, String peer, NotRunException why) {
		return new Result(this.environment, work.name(), peer, round, false, why.reason(), Map.of());
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
