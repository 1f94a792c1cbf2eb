package dev.leat.benchmarks.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws a group of cases as bars in Mermaid: for each peer the geometric mean of its
 * ratios to Leat, over the cases that all of the drawn peers have run.
 */
final class Chart {

	private final Figures figures;

	Chart(Figures figures) {
		this.figures = figures;
	}

	/**
	 * Draws the first metric of the cases.
	 * @param group its cases
	 * @return nothing when less than two peers have figures in any case
	 */
	Optional<String> draw(List<Case> group) {
		Map<String, Double> bars = new TreeMap<>();
		Case first = group.get(0);
		for (String peer : first.peers()) {
			List<Double> ratios = ratios(group, peer);
			if (!ratios.isEmpty() && ratios.size() == ratios(group, first.ours()).size()) {
				bars.put(peer, Summary.geometricMean(ratios));
			}
		}
		return (bars.size() < 2) ? Optional.empty() : Optional.of(text(first, bars));
	}

	private List<Double> ratios(List<Case> group, String peer) {
		Metric metric = group.get(0).kind().metrics().get(0);
		return group.stream()
			.map((work) -> this.figures.ratio(work.name(), peer, work.ours(), metric))
			.flatMap(Optional::stream)
			.filter((ratio) -> ratio > 0)
			.toList();
	}

	private static String text(Case first, Map<String, Double> bars) {
		List<Map.Entry<String, Double>> sorted = bars.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Double>comparingByValue().reversed())
			.toList();
		return """
				```mermaid
				xychart-beta
				    title "%s: %s, %s = 1"
				    x-axis [%s]
				    y-axis "ratio" 0 --> %s
				    bar [%s]
				```
				""".formatted(first.group(), first.kind().metrics().get(0).title(), first.ours(),
				sorted.stream().map((bar) -> '"' + bar.getKey() + '"').collect(Collectors.joining(", ")),
				shown(sorted.get(0).getValue() * 1.1),
				sorted.stream().map((bar) -> shown(bar.getValue())).collect(Collectors.joining(", ")));
	}

	private static String shown(double value) {
		return String.format(Locale.ROOT, "%.2f", value);
	}

}
