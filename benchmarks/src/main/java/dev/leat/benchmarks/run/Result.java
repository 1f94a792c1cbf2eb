package dev.leat.benchmarks.run;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one measurement gave, as it is stored.
 *
 * @param environment where it was measured
 * @param work the name of the case
 * @param peer who worked
 * @param round counted from 1
 * @param noisy whether others used the watched cores meanwhile
 * @param notRun why there are no metrics; null when there are
 * @param metrics by what they are of
 */
record Result(Environment environment, String work, String peer, int round, boolean noisy, @Nullable String notRun,
		Map<Metric, Double> metrics) {
}
