package dev.leat.benchmarks.run;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a probe found.
 *
 * @param metrics at least one, unless it could not be run
 * @param noise the part of the watched cores that others used
 * @param notRun why there are no metrics; null when there are
 */
record Measured(Map<Metric, Double> metrics, double noise, @Nullable String notRun) {

	private static final double ALLOWED_NOISE = 0.04;

	static Measured quietly(Map<Metric, Double> metrics) {
		return new Measured(metrics, 0, null);
	}

	static Measured of(LoadReport report) {
		return new Measured(report.metrics(), report.noise(Pinning.watchedCores()), null);
	}

	static Measured notRun(NotRunException why) {
		return new Measured(Map.of(), 0, why.reason());
	}

	boolean noisy() {
		return isNoisy(this.noise);
	}

	static boolean isNoisy(double noise) {
		return noise > ALLOWED_NOISE;
	}

}
