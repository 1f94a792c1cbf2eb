package dev.leat.benchmarks.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;

/**
 * What the load generator saw in its window. All times are in nanoseconds.
 *
 * @param messages answered
 * @param nanos length of the window
 * @param serverCpu CPU time of the server
 * @param ownCpu CPU time of the generator
 * @param machineCpu CPU time of everybody on the watched cores, and what the machine's
 * host took away
 * @param latency pairs of a latency and how often it was seen
 */
record LoadReport(long messages, long nanos, long serverCpu, long ownCpu, long machineCpu, long[][] latency) {

	/**
	 * What others used of the watched cores.
	 * @param cores how many
	 * @return a part of 1
	 */
	double noise(int cores) {
		return Math.max(0, this.machineCpu - this.serverCpu - this.ownCpu) / ((double) this.nanos * cores);
	}

	/**
	 * Adds what was seen in another window.
	 * @param other of the same case and server
	 * @return of both windows
	 */
	LoadReport plus(LoadReport other) {
		long[][] both = Stream.of(this.latency, other.latency).flatMap(Stream::of).toArray(long[][]::new);
		return new LoadReport(this.messages + other.messages, this.nanos + other.nanos,
				this.serverCpu + other.serverCpu, this.ownCpu + other.ownCpu, this.machineCpu + other.machineCpu, both);
	}

	Map<Metric, Double> metrics() {
		if (this.messages == 0) {
			throw new NotRunException("no message came back in the window");
		}
		Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
		metrics.put(Metric.RATE, this.messages * 1e9 / this.nanos);
		metrics.put(Metric.CPU, (double) this.serverCpu / this.messages);
		metrics.put(Metric.GENERATOR, this.ownCpu * 100.0 / this.nanos);
		addLatencies(metrics);
		return metrics;
	}

	private void addLatencies(Map<Metric, Double> metrics) {
		Histogram histogram = histogram();
		metrics.put(Metric.P50, histogram.getValueAtPercentile(50) / 1e3);
		metrics.put(Metric.P99, histogram.getValueAtPercentile(99) / 1e3);
		metrics.put(Metric.P999, histogram.getValueAtPercentile(99.9) / 1e3);
		metrics.put(Metric.P9999, histogram.getValueAtPercentile(99.99) / 1e3);
		metrics.put(Metric.WORST, histogram.getMaxValue() / 1e6);
		metrics.put(Metric.TAIL, metrics.get(Metric.P999) / metrics.get(Metric.P50));
	}

	private Histogram histogram() {
		Histogram histogram = new Histogram(3);
		for (long[] pair : this.latency) {
			histogram.recordValueWithCount(pair[0], pair[1]);
		}
		return histogram;
	}

}
