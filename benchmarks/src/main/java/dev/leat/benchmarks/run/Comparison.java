package dev.leat.benchmarks.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

	/** What a case says of a bound. */
	enum Said {

		KEEPS, BREAKS, NOTHING

	}

	/**
	 * The ratio, or the median of a figure that stands for itself.
	 * @param figures what there is
	 * @param work the case
	 * @return nothing where it is of no use
	 */
	Optional<Double> value(Figures figures, String work) {
		return (this.theirs != null) ? figures.ratio(work, this.ours, this.theirs, this.metric)
				: ours(figures, work).map(Summary::median);
	}

	/**
	 * The same, or else the median of ratios that differ much from round to round, which
	 * is worth no more than what they say of a bound.
	 * @param figures what there is
	 * @param work the case
	 * @return nothing where calm rounds are too few
	 */
	Optional<Double> roughly(Figures figures, String work) {
		return value(figures, work).or(() -> ratios(figures, work).map(Summary::median));
	}

	/**
	 * The median of the ratios of the rounds, which tell of a difference where the
	 * machine was of another speed in each; or else the ratio of medians.
	 * @param figures what there is
	 * @param work the case
	 * @return nothing where neither is of use
	 */
	Optional<Double> ofRounds(Figures figures, String work) {
		return ratios(figures, work).filter((ratios) -> ratios.useful() || ratios.isBeyond(1))
			.map(Summary::median)
			.or(() -> value(figures, work));
	}

	private Optional<Summary> ratios(Figures figures, String work) {
		return (this.theirs != null) ? figures.ratios(work, this.ours, this.theirs, this.metric) : Optional.empty();
	}

	/**
	 * Whether a case keeps a bound. A figure that stands for itself does so, or not, when
	 * most of its rounds agree, and so does a ratio that differs much from round to
	 * round.
	 * @param figures what there is
	 * @param work the case
	 * @param atLeast whether the bound is a lower one
	 * @param bound of the value
	 * @return nothing where the rounds do not tell, or where it is only kept since the
	 * other one was held back
	 */
	Said said(Figures figures, String work, boolean atLeast, double bound) {
		if (this.theirs == null) {
			return ours(figures, work).map((summary) -> summary.said(atLeast, bound)).orElse(Said.NOTHING);
		}
		return value(figures, work).map((value) -> atLeast ? value >= bound : value <= bound)
			.map((keeps) -> keeps ? Said.KEEPS : Said.BREAKS)
			.or(() -> ratios(figures, work).map((ratios) -> ratios.said(atLeast, bound)))
			.filter((said) -> said == Said.BREAKS || !isFlattered(figures, work))
			.orElse(Said.NOTHING);
	}

	/**
	 * Whether our figure is no higher than theirs, but for what the rounds differ among
	 * each other. A machine that is of another speed in each round makes figures differ,
	 * and not their ratios: those may agree on a difference that the figures hide.
	 * @param figures what there is
	 * @param work the case
	 * @return nothing where the rounds were disturbed, or one of them has no spread
	 */
	Said saidOfSpread(Figures figures, String work) {
		Optional<Summary> theirs = (this.theirs != null) ? figures.calm(work, this.theirs, this.metric)
				: Optional.empty();
		return ours(figures, work).filter(Summary::isOfSeveral)
			.flatMap((above) -> theirs.filter(Summary::isOfSeveral)
				.map((below) -> above.lower() > below.upper() || areHigher(figures, work)))
			.map((higher) -> higher ? Said.BREAKS : Said.KEEPS)
			.orElse(Said.NOTHING);
	}

	/** By more than the ratios of the rounds differ, where there are enough of them. */
	private boolean areHigher(Figures figures, String work) {
		return ratios(figures, work).filter((ratios) -> ratios.isBeyond(1)).isPresent();
	}

	/**
	 * How many rounds there are of what is compared.
	 * @param figures what there is
	 * @param work the case
	 * @return those of the peer that has fewer
	 */
	int rounds(Figures figures, String work) {
		return Stream.of(this.ours, (this.theirs != null) ? this.theirs : this.ours)
			.mapToInt((peer) -> figures.summary(work, peer, this.metric).map(Summary::count).orElse(0))
			.min()
			.orElse(0);
	}

	/** Whether the other one could do more than the generator asked of it. */
	boolean isFlattered(Figures figures, String work) {
		return this.theirs != null && this.metric == Metric.RATE && figures.isHeldBack(work, this.theirs);
	}

	/**
	 * The same with another peer in the place of ours.
	 * @param peer the other
	 * @return a new one
	 */
	Comparison of(String peer) {
		return new Comparison(this.metric, peer, this.theirs, this.cases);
	}

	private Optional<Summary> ours(Figures figures, String work) {
		return figures.calm(work, this.ours, this.metric);
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
