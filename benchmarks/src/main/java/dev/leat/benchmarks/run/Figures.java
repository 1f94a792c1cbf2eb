package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Sums up the results of one environment, by case, peer and metric.
 */
final class Figures {

	/** Of which a ratio may be told where medians may not; of fewer a page says so. */
	static final int LEAST_ROUNDS = 3;

	private static final double NANOS = 1e9;

	/** As much as a process gets of a core that has other things to do as well. */
	private static final double ALL_PERCENT = 95;

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
	 * What is known of a metric, unless most of its rounds were disturbed.
	 * @param work the case
	 * @param peer its peer
	 * @param metric what is asked for
	 * @return nothing also when it was never measured
	 */
	Optional<Summary> calm(String work, String peer, Metric metric) {
		return summary(work, peer, metric).filter((summary) -> !summary.noisy());
	}

	/**
	 * Whether the load generator had no time left while the server had: more might have
	 * been done.
	 * @param work the case
	 * @param peer its peer
	 * @return whether its rate is the generator's
	 */
	boolean isHeldBack(String work, String peer) {
		double server = known(work, peer, Metric.RATE) * known(work, peer, Metric.CPU) / NANOS;
		return known(work, peer, Metric.GENERATOR) >= ALL_PERCENT && server < ALL_PERCENT / 100;
	}

	private double known(String work, String peer, Metric metric) {
		return summary(work, peer, metric).map(Summary::median).orElse(0.0);
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
	 * A ratio of medians. Where the machine was of another speed in each round, so that
	 * one of the two is of no use, the median of the rounds' ratios, if those agree.
	 * @param work the case
	 * @param ours above
	 * @param theirs below
	 * @param metric of both
	 * @return nothing when neither is of use
	 */
	Optional<Double> ratio(String work, String ours, String theirs, Metric metric) {
		Optional<Double> below = median(work, theirs, metric).filter((value) -> !metric.isNothing(value));
		return median(work, ours, metric).flatMap((above) -> below.map((value) -> above / value))
			.or(() -> ratioOfRounds(work, ours, theirs, metric));
	}

	private Optional<Double> ratioOfRounds(String work, String ours, String theirs, Metric metric) {
		return ratios(work, ours, theirs, metric).filter(Summary::useful).map(Summary::median);
	}

	/**
	 * The ratios of the single rounds, however far they lie from each other.
	 * @param work the case
	 * @param ours above
	 * @param theirs below
	 * @param metric of both
	 * @return nothing when calm rounds are too few
	 */
	Optional<Summary> ratios(String work, String ours, String theirs, Metric metric) {
		Map<Integer, Double> above = byRound(work, ours, metric);
		Map<Integer, Double> below = byRound(work, theirs, metric);
		List<Double> ratios = new ArrayList<>();
		above.forEach((round, ourValue) -> {
			double theirValue = below.getOrDefault(round, 0.0);
			if (!metric.isNothing(theirValue)) {
				ratios.add(ourValue / theirValue);
			}
		});
		return (ratios.size() < LEAST_ROUNDS) ? Optional.empty() : Optional.of(Summary.of(ratios, false));
	}

	/** Of the rounds that were not disturbed. */
	private Map<Integer, Double> byRound(String work, String peer, Metric metric) {
		Map<Integer, Double> values = new TreeMap<>();
		of(work, peer).filter((result) -> !result.noisy() && result.metrics().containsKey(metric))
			.forEach((result) -> values.put(result.round(), result.metrics().get(metric)));
		return values;
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
