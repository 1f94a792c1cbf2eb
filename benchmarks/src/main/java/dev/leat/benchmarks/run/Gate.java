package dev.leat.benchmarks.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.leat.benchmarks.run.Comparison.Said;
import dev.leat.benchmarks.run.Verdict.Word;

/**
 * A bound that the figures have to keep.
 *
 * @param work in words
 * @param against in words
 * @param comparison what is bounded
 * @param scope each case, or the geometric mean of all
 * @param atLeast whether the bound is a lower one
 * @param bound the least or the most
 */
record Gate(String work, String against, Comparison comparison, Scope scope, boolean atLeast, double bound) {

	/** Does no more than has to be done. */
	private static final String YARDSTICK = "c-epoll";

	private static final Set<Metric> WITH_YARDSTICK = Set.of(Metric.RATE, Metric.CPU);

	/** What has to keep the bound. */
	enum Scope {

		EACH, MEAN,

		/**
		 * Each case, where what lies within the spread of the rounds is no difference.
		 */
		EACH_WITHIN_SPREAD

	}

	Verdict judge(Figures figures) {
		List<String> measured = this.comparison.cases()
			.stream()
			.filter((one) -> this.comparison.measured(figures, one))
			.toList();
		int all = this.comparison.cases().size();
		if (measured.isEmpty() || (this.scope == Scope.MEAN && measured.size() < all)) {
			return new Verdict(Word.NOT_MEASURED, "");
		}
		Map<String, Double> values = values(this.comparison, figures, measured);
		return (this.scope == Scope.MEAN) ? mean(figures, values) : each(figures, values);
	}

	String limit() {
		if (this.scope == Scope.EACH_WITHIN_SPREAD) {
			return "the same, within the spread";
		}
		return (this.atLeast ? "at least " : "at most ") + shown(this.bound)
				+ ((this.scope == Scope.MEAN) ? ", mean" : "");
	}

	private Map<String, Double> values(Comparison comparison, Figures figures, Collection<String> cases) {
		Map<String, Double> values = new TreeMap<>();
		for (String one : cases) {
			value(comparison, figures, one).ifPresent((some) -> values.put(one, some));
		}
		return values;
	}

	/** Where each case speaks for itself, what its rounds agree on is enough. */
	private Optional<Double> value(Comparison comparison, Figures figures, String work) {
		return switch (this.scope) {
			case EACH -> comparison.roughly(figures, work);
			case EACH_WITHIN_SPREAD -> comparison.ofRounds(figures, work);
			case MEAN -> comparison.value(figures, work);
		};
	}

	private Verdict each(Figures figures, Map<String, Double> values) {
		Map<String, Said> said = new TreeMap<>();
		values.keySet().forEach((one) -> said.put(one, said(figures, one)));
		values.keySet().removeIf((one) -> said.get(one) == Said.NOTHING);
		if (values.isEmpty()) {
			return new Verdict(Word.NOISY, "");
		}
		boolean breaks = said.containsValue(Said.BREAKS);
		Map<String, Double> telling = new TreeMap<>(values);
		telling.keySet().removeIf((one) -> breaks && said.get(one) != Said.BREAKS);
		Map.Entry<String, Double> worst = worst(telling);
		String where = ((values.size() > 1) ? " in " + worst.getKey() : "")
				+ remarks(values.size(), rounds(figures, telling.keySet()));
		return verdict(breaks, isAll(values.keySet()), worst.getValue(), where, yardstick(figures, values.keySet()));
	}

	private Said said(Figures figures, String work) {
		return (this.scope == Scope.EACH_WITHIN_SPREAD) ? this.comparison.saidOfSpread(figures, work)
				: this.comparison.said(figures, work, this.atLeast, this.bound);
	}

	private Verdict mean(Figures figures, Map<String, Double> values) {
		if (values.isEmpty()) {
			return new Verdict(Word.NOISY, "");
		}
		Map<String, Double> telling = new TreeMap<>(values);
		telling.keySet().removeIf((one) -> this.comparison.isFlattered(figures, one));
		double mean = Summary.geometricMean(values.values());
		int flattered = values.size() - telling.size();
		String where = remarks(values.size(), rounds(figures, values.keySet()))
				+ ((flattered == 0) ? "" : ", with the other held back by the generator in " + flattered);
		String yardstick = yardstick(figures, values.keySet());
		if (breaks(mean) || flattered == 0) {
			return verdict(breaks(mean), isAll(values.keySet()), mean, where, yardstick);
		}
		return unlessFlattered(figures, telling, new Verdict(Word.PARTLY, shown(mean) + where, yardstick));
	}

	/** What keeps a bound has to do so without the cases that flatter. */
	private Verdict unlessFlattered(Figures figures, Map<String, Double> telling, Verdict kept) {
		if (telling.isEmpty()) {
			return new Verdict(Word.NOISY, kept.reached(), kept.yardstick());
		}
		double mean = Summary.geometricMean(telling.values());
		String where = remarks(telling.size(), rounds(figures, telling.keySet()));
		return breaks(mean) ? verdict(true, false, mean, where, yardstick(figures, telling.keySet())) : kept;
	}

	private boolean breaks(double value) {
		return this.atLeast ? value < this.bound : value > this.bound;
	}

	private Verdict verdict(boolean breaks, boolean whole, double value, String where, String yardstick) {
		if (breaks) {
			String precise = String.format(Locale.ROOT, "%.3f", value);
			return new Verdict(Word.SHORT, (shown(value).equals(shown(this.bound)) ? precise : shown(value)) + where,
					yardstick);
		}
		return new Verdict(whole ? Word.HOLDS : Word.PARTLY, shown(value) + where, yardstick);
	}

	/** Over the same cases against the same peer; empty where it did not run them all. */
	private String yardstick(Figures figures, Collection<String> cases) {
		if (YARDSTICK.equals(this.comparison.theirs()) || this.comparison.theirs() == null
				|| this.scope == Scope.EACH_WITHIN_SPREAD || !WITH_YARDSTICK.contains(this.comparison.metric())) {
			return "";
		}
		Map<String, Double> values = values(this.comparison.of(YARDSTICK), figures, cases);
		if (values.size() < cases.size()) {
			return "";
		}
		if (this.scope == Scope.MEAN) {
			return shown(Summary.geometricMean(values.values()));
		}
		Map.Entry<String, Double> worst = worst(values);
		return shown(worst.getValue()) + ((values.size() > 1) ? " in " + worst.getKey() : "");
	}

	private Map.Entry<String, Double> worst(Map<String, Double> values) {
		Comparator<Map.Entry<String, Double>> order = Map.Entry.comparingByValue();
		return values.entrySet().stream().min(this.atLeast ? order : order.reversed()).orElseThrow();
	}

	private boolean isAll(Collection<String> cases) {
		return cases.containsAll(this.comparison.cases());
	}

	/** Nothing when all cases are among them, with rounds enough. */
	private String remarks(int count, String rounds) {
		int all = this.comparison.cases().size();
		String remarks = Stream.of((count == all) ? "" : count + " of " + all + " cases", rounds)
			.filter((remark) -> !remark.isEmpty())
			.collect(Collectors.joining(", "));
		return remarks.isEmpty() ? "" : " (" + remarks + ")";
	}

	/** Where they are too few to tell how far they differ. */
	private String rounds(Figures figures, Collection<String> cases) {
		IntSummaryStatistics rounds = cases.stream()
			.mapToInt((one) -> this.comparison.rounds(figures, one))
			.summaryStatistics();
		if (rounds.getMin() >= Figures.LEAST_ROUNDS) {
			return "";
		}
		return ((rounds.getMin() == 1) ? "one round" : "two rounds")
				+ ((rounds.getMin() < rounds.getMax()) ? " in some" : "");
	}

	private static String shown(double value) {
		return String.format(Locale.ROOT, (value >= 100) ? "%,.0f" : "%.2f", value);
	}

}
