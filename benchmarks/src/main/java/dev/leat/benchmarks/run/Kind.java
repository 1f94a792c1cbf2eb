package dev.leat.benchmarks.run;

import java.util.List;

/**
 * How a case is measured: when the process is started, and what is read.
 */
enum Kind {

	LOAD(false, List.of(Metric.RATE, Metric.CPU, Metric.P50, Metric.P99, Metric.P999, Metric.P9999, Metric.GENERATOR)),

	/** The first second, of a process that has answered nothing yet. */
	COLD(true, List.of(Metric.RATE, Metric.P50, Metric.P99, Metric.WORST)),

	START(true, List.of(Metric.START, Metric.ENGINE_START)),

	IDLE(false, List.of(Metric.HEAP, Metric.RESIDENT, Metric.WAKE_UPS)),

	CALLS(false, List.of(Metric.CALLS)),

	ALLOCATION(false, List.of(Metric.ALLOCATION)),

	REDIS(false, List.of(Metric.SET, Metric.GET));

	private final boolean fresh;

	private final List<Metric> metrics;

	Kind(boolean fresh, List<Metric> metrics) {
		this.fresh = fresh;
		this.metrics = metrics;
	}

	/**
	 * Whether the process is started for the measurement alone, right before it.
	 * @return false when all peers of a round are started first
	 */
	boolean fresh() {
		return this.fresh;
	}

	/**
	 * What tables show; the first is what ratios are of.
	 * @return at least one
	 */
	List<Metric> metrics() {
		return this.metrics;
	}

}
