package dev.leat.benchmarks.run;

import java.util.Map;

/**
 * What a probe found.
 *
 * @param metrics at least one
 * @param noise the part of the machine that others used
 */
record Measured(Map<Metric, Double> metrics, double noise) {

	private static final double ALLOWED_NOISE = 0.04;

	static Measured quietly(Map<Metric, Double> metrics) {
		return new Measured(metrics, 0);
	}

	boolean noisy() {
		return this.noise > ALLOWED_NOISE;
	}

}
