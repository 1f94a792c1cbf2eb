package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes results.
 */
final class Results {

	static final Environment HERE = new Environment("abc", "17.0.1", "Abacus, 2 cores", "Linux 6 amd64",
			"benchmarks/run", "netty-transport 4.2.1");

	static final Environment THERE = new Environment("def", "17.0.1", "Abacus, 2 cores", "Linux 6 amd64",
			"benchmarks/run", null);

	private final List<Result> results = new ArrayList<>();

	static Result of(Environment environment, String work, String peer, int round, double rate) {
		return new Result(environment, work, peer, round, false, null, Map.of(Metric.RATE, rate));
	}

	Results add(String work, String peer, Metric metric, double... values) {
		int round = 1;
		for (double value : values) {
			this.results.add(new Result(HERE, work, peer, round++, false, null, Map.of(metric, value)));
		}
		return this;
	}

	Results addNoisy(String work, String peer, Metric metric, double... values) {
		for (double value : values) {
			this.results.add(new Result(HERE, work, peer, 1, true, null, Map.of(metric, value)));
		}
		return this;
	}

	Results addNotRun(String work, String peer, String reason) {
		this.results.add(new Result(HERE, work, peer, 1, false, reason, Map.of()));
		return this;
	}

	List<Result> list() {
		return this.results;
	}

	Figures figures() {
		return new Figures(this.results);
	}

}
