package dev.leat.benchmarks.run;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a gate looks at: a metric of one peer in some cases, or its ratio to that of
 * another.
 *
 * @param metric of both
 * @param ours the peer
 * @param theirs the other; null to take the metric itself
 * @param cases names
 */
record Comparison(Metric metric, String ours, @Nullable String theirs, List<String> cases) {

	Optional<Double> value(Figures figures, String work) {
		return (this.theirs != null) ? figures.ratio(work, this.ours, this.theirs, this.metric)
				: figures.median(work, this.ours, this.metric);
	}

	/**
	 * Whether all was measured that is compared, be it of use or not.
	 * @param figures what there is
	 * @param work the case
	 * @return false when a gate cannot speak of the case
	 */
	boolean measured(Figures figures, String work) {
		return figures.measured(work, this.ours, this.metric)
				&& (this.theirs == null || figures.measured(work, this.theirs, this.metric));
	}

}
