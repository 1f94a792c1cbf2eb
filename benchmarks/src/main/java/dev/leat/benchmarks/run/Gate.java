package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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

	/** What has to keep the bound. */
	enum Scope {

		EACH, MEAN

	}

	Verdict judge(Figures figures) {
		List<String> measured = this.comparison.cases()
			.stream()
			.filter((one) -> this.comparison.measured(figures, one))
			.toList();
		Map<String, Double> values = new TreeMap<>();
		measured.forEach((one) -> this.comparison.value(figures, one).ifPresent((value) -> values.put(one, value)));
		if (measured.isEmpty()) {
			return new Verdict(Verdict.Word.NOT_MEASURED, "");
		}
		if (values.isEmpty() || (this.scope == Scope.MEAN && values.size() < measured.size())) {
			return new Verdict(Verdict.Word.NOISY, "");
		}
		return judge(values, part(values.size()));
	}

	String limit() {
		return (this.atLeast ? "at least " : "at most ") + shown(this.bound)
				+ ((this.scope == Scope.MEAN) ? ", mean" : "");
	}

	private Verdict judge(Map<String, Double> values, String part) {
		if (this.scope == Scope.MEAN) {
			return word(Summary.geometricMean(values.values()), part);
		}
		Comparator<Map.Entry<String, Double>> order = Map.Entry.comparingByValue();
		List<Map.Entry<String, Double>> sorted = new ArrayList<>(values.entrySet());
		sorted.sort(this.atLeast ? order : order.reversed());
		Map.Entry<String, Double> worst = sorted.get(0);
		return word(worst.getValue(), ((values.size() > 1) ? " in " + worst.getKey() : "") + part);
	}

	private Verdict word(double value, String where) {
		boolean holds = this.atLeast ? value >= this.bound : value <= this.bound;
		return new Verdict(holds ? Verdict.Word.HOLDS : Verdict.Word.SHORT, shown(value) + where);
	}

	/** Nothing when all cases are among them. */
	private String part(int count) {
		int all = this.comparison.cases().size();
		return (count == all) ? "" : " (" + count + " of " + all + " cases)";
	}

	private static String shown(double value) {
		return String.format(Locale.ROOT, (value >= 100) ? "%,.0f" : "%.2f", value);
	}

	/**
	 * What a gate says.
	 *
	 * @param word in one
	 * @param reached the figure, and where; empty where there is none
	 */
	record Verdict(Word word, String reached) {

		String text() {
			return this.word.text + (this.reached.isEmpty() ? "" : ": " + this.reached);
		}

		/** What is said. */
		enum Word {

			HOLDS("holds"), SHORT("short"), NOISY("too noisy to say"), NOT_MEASURED("not measured");

			private final String text;

			Word(String text) {
				this.text = text;
			}

			String text() {
				return this.text;
			}

		}

	}

}
