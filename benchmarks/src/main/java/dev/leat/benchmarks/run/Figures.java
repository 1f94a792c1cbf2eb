package dev.leat.benchmarks.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Sums up the results of one environment, by case, peer and metric.
 */
final class Figures {

	private final List<Result> results;

	Figures(List<Result> results) {
		this.results = results;
	}

	/**
	 * What is known of a metric. Disturbed measurements count only while there are not
	 * more of the others.
	 * @param work the case
	 * @param peer its peer
	 * @param metric what is asked for
	 * @return nothing when it was never measured
	 */
	Optional<Summary> summary(String work, String peer, Metric metric) {
		List<Double> quiet = values(work, peer, metric, (result) -> !result.noisy());
		List<Double> noisy = values(work, peer, metric, Result::noisy);
		boolean disturbed = noisy.size() > quiet.size();
		List<Double> counted = disturbed ? noisy : quiet;
		return counted.isEmpty() ? Optional.empty() : Optional.of(Summary.of(counted, disturbed));
	}

	/**
	 * The median of a metric, where it is worth anything.
	 * @param work the case
	 * @param peer its peer
	 * @param metric what is asked for
	 * @return nothing when it was not measured, or is of no use
	 */
	Optional<Double> median(String work, String peer, Metric metric) {
		return summary(work, peer, metric).filter(Summary::useful).map(Summary::median);
	}

	/**
	 * A ratio of medians.
	 * @param work the case
	 * @param ours above
	 * @param theirs below
	 * @param metric of both
	 * @return nothing when one of the two is of no use
	 */
	Optional<Double> ratio(String work, String ours, String theirs, Metric metric) {
		Optional<Double> below = median(work, theirs, metric).filter((value) -> value != 0);
		return median(work, ours, metric).flatMap((above) -> below.map((value) -> above / value));
	}

	/**
	 * Whether anything was measured, be it of use or not.
	 * @param work the case
	 * @param peer its peer
	 * @param metric what is asked for
	 * @return whether there is a summary
	 */
	boolean measured(String work, String peer, Metric metric) {
		return summary(work, peer, metric).isPresent();
	}

	/**
	 * Why a peer was not run, as it was said last.
	 * @param work the case
	 * @param peer its peer
	 * @return nothing when it was run, or never tried
	 */
	Optional<String> notRun(String work, String peer) {
		List<Result> tried = of(work, peer).toList();
		if (tried.isEmpty() || tried.stream().anyMatch((result) -> result.notRun() == null)) {
			return Optional.empty();
		}
		return Optional.ofNullable(tried.get(tried.size() - 1).notRun());
	}

	private List<Double> values(String work, String peer, Metric metric, Predicate<Result> condition) {
		return of(work, peer).filter(condition)
			.map((result) -> Optional.ofNullable(result.metrics().get(metric)))
			.flatMap(Optional::stream)
			.toList();
	}

	private Stream<Result> of(String work, String peer) {
		return this.results.stream().filter((result) -> result.work().equals(work) && result.peer().equals(peer));
	}

}
