package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a group of cases as a Markdown table: a row for each case and peer, with
 * medians, the spread of the first metric, and its ratio to Leat's.
 */
final class Tables {

	private final Figures figures;

	Tables(Figures figures) {
		this.figures = figures;
	}

	String write(List<Case> group) {
		List<String> lines = new ArrayList<>();
		List<Metric> metrics = group.get(0).kind().metrics();
		List<String> head = new ArrayList<>(List.of("case", "server"));
		metrics.forEach((metric) -> head.add(metric.title()));
		head.addAll(2 + 1, List.of("spread", "× Leat"));
		lines.add(row(head));
		lines.add(row(head.stream().map((cell) -> "---").toList()));
		for (Case work : group) {
			work.peers().forEach((peer) -> line(work, peer, metrics).ifPresent(lines::add));
		}
		return String.join("\n", lines) + "\n";
	}

	/** Nothing for a peer that was never tried. */
	private Optional<String> line(Case work, String peer, List<Metric> metrics) {
		Optional<String> notRun = this.figures.notRun(work.name(), peer);
		boolean measured = metrics.stream().anyMatch((metric) -> this.figures.measured(work.name(), peer, metric));
		if (!measured && notRun.isEmpty()) {
			return Optional.empty();
		}
		List<String> cells = new ArrayList<>(List.of(work.name(), peer));
		if (notRun.isPresent()) {
			cells.add("not run: " + notRun.get().replace('|', '/'));
			metrics.stream().skip(1).forEach((metric) -> cells.add(""));
			cells.addAll(List.of("", ""));
			return Optional.of(row(cells));
		}
		metrics.forEach((metric) -> cells.add(median(work, peer, metric)));
		cells.addAll(2 + 1, List.of(spread(work, peer, metrics.get(0)), ratio(work, peer, metrics.get(0))));
		return Optional.of(row(cells));
	}

	private String median(Case work, String peer, Metric metric) {
		return this.figures.summary(work.name(), peer, metric)
			.map((summary) -> summary.useful() ? metric.show(summary.median()) : "too noisy")
			.orElse("–");
	}

	private String spread(Case work, String peer, Metric metric) {
		return this.figures.summary(work.name(), peer, metric)
			.map((summary) -> (summary.isOfSeveral() ? String.format(Locale.ROOT, "%.1f %%", 100 * summary.spread())
					: "–") + " of " + summary.count())
			.orElse("");
	}

	private String ratio(Case work, String peer, Metric metric) {
		return this.figures.ratio(work.name(), peer, work.ours(), metric)
			.map((ratio) -> String.format(Locale.ROOT, "%.2f", ratio))
			.orElse("");
	}

	static String row(List<String> cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

}
