package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.leat.benchmarks.run.Verdict.Word;

/**
 * Writes the page from results: for each environment what holds, a table and a chart for
 * each group of cases.
 */
final class Report {

	private static final String HEAD = """
			# Benchmarks

			Leat beside other servers: each a process of its own on one core, the load generator on the other, over
			loopback. The generator verifies every echoed byte. In each round servers are started anew and work under
			load in five turns, each time in another order; figures are medians of the rounds, the spread is the distance
			of their quartiles as a part of the median, with the number of rounds; a single round has none, and says the
			less. A figure is marked "too noisy", and not printed, when most of its rounds were disturbed by others on these
			cores or when its spread is above 15 %. A name such as `echo-64x1024x16` says: 64 connections, 1,024 bytes in a
			message, 16 messages of a connection in flight.

			This page is written by `benchmarks/run`, which measures all of it again; `benchmarks/run --quick` compares in
			three minutes whether a change costs anything. [How it works](../benchmarks/README.md).

			""";

	private static final String GATES = """
			Ratios are Leat's figure by the other one's, so for times and costs less is better. Where a line speaks of
			several cases it shows the worst, or their geometric mean. A line holds when all its cases do. What rests on
			one round or two, for which a spread means little, says so. A ratio that differs by more than 15 % from
			round to round is shown when both quartiles of three rounds or more say the same of the bound; a mean leaves
			it out. Two figures are "the same, within the spread" where their quartiles meet, unless the ratios of three
			rounds or more agree: their median is then further above 1 than their quartiles are apart. Where the
			generator had no time left and the other server had, that one could do more than it was asked to: such a
			case can break a bound, and not keep one. A mean has to keep its bound with those cases and without them: if
			it does so only with them, it is shown without. CPU time per message then says more. "C there" is what the C
			server reached in the place of Leat: against the same one, the worst of the same cases or their mean. It
			does no more than has to be done, and in most cases the generator had no time left for more: where it falls
			short too, it may be the machine.

			""";

	/** Of results with which theirs were not kept. */
	private final String versions;

	Report(String versions) {
		this.versions = versions;
	}

	String write(List<Result> results) {
		StringBuilder page = new StringBuilder(HEAD);
		byEnvironment(results).forEach((environment, some) -> add(page, environment, new Figures(some)));
		return page.toString().strip() + "\n";
	}

	/**
	 * What the gates say of which something was measured, one line for each, for a
	 * terminal: those that fall short last.
	 * @param figures what there is
	 * @return ends with how many fall short
	 */
	static String verdicts(Figures figures) {
		Map<Word, List<String>> lines = new EnumMap<>(Word.class);
		for (Gate gate : Gates.all()) {
			Verdict verdict = gate.judge(figures);
			lines.computeIfAbsent(verdict.word(), (word) -> new ArrayList<>())
				.add("%s against %s, %s: %s".formatted(gate.work(), gate.against(), gate.limit(), verdict.text()));
		}
		List<String> all = new ArrayList<>();
		for (Word word : List.of(Word.HOLDS, Word.PARTLY, Word.NOISY, Word.SHORT)) {
			all.addAll(lines.getOrDefault(word, List.of()));
		}
		all.add(all.isEmpty() ? "Nothing was measured that could be judged"
				: lines.getOrDefault(Word.SHORT, List.of()).size() + " of " + all.size() + " fall short");
		return String.join("\n", all);
	}

	private static Map<Environment, List<Result>> byEnvironment(List<Result> results) {
		return results.stream()
			.collect(Collectors.groupingBy(Result::environment, LinkedHashMap::new, Collectors.toList()));
	}

	private void add(StringBuilder page, Environment environment, Figures figures) {
		page.append("## JDK ").append(environment.jdk()).append("\n\n");
		page.append("Commit ").append(environment.commit()).append(", ").append(environment.machine());
		page.append(", ").append(environment.kernel()).append(", `").append(environment.command()).append("`. ");
		page.append(Objects.requireNonNullElse(environment.versions(), this.versions)).append(".\n\n");
		addGates(page, figures);
		groups().forEach((group, cases) -> addGroup(page, group, cases, figures));
	}

	private static void addGates(StringBuilder page, Figures figures) {
		page.append("### What has to hold\n\n");
		page.append(GATES);
		page.append(Tables.row(List.of("work", "against", "wanted", "reached", "C there", "so it"))).append('\n');
		page.append(Tables.row(List.of("---", "---", "---", "---", "---", "---"))).append('\n');
		for (Gate gate : Gates.all()) {
			Verdict verdict = gate.judge(figures);
			if (verdict.word() == Word.NOT_MEASURED) {
				continue;
			}
			page.append(Tables.row(List.of(gate.work(), gate.against(), gate.limit(), verdict.reached(),
					verdict.yardstick(), (verdict.word() == Word.SHORT) ? "**falls short**" : verdict.word().text())))
				.append('\n');
		}
		page.append('\n');
		addReasons(page, figures);
	}

	private static void addReasons(StringBuilder page, Figures figures) {
		Set<String> reasons = new LinkedHashSet<>();
		for (Gate gate : Gates.all()) {
			if (gate.judge(figures).word() == Word.SHORT) {
				reasons.add(Reasons.of(gate));
			}
		}
		if (!reasons.isEmpty()) {
			page.append("What limits those that fall short:\n\n");
			reasons.forEach((reason) -> page.append("- ").append(reason.strip().replace("\n", "\n  ")).append('\n'));
			page.append('\n');
		}
	}

	private static void addGroup(StringBuilder page, String group, List<Case> cases, Figures figures) {
		List<Case> tried = cases.stream().filter((work) -> tried(work, figures)).toList();
		if (!tried.isEmpty()) {
			page.append("### ").append(group).append("\n\n").append(new Tables(figures).write(tried)).append('\n');
			new Chart(figures).draw(tried).ifPresent((chart) -> page.append(chart).append('\n'));
		}
	}

	private static boolean tried(Case work, Figures figures) {
		return work.peers()
			.stream()
			.anyMatch((peer) -> figures.notRun(work.name(), peer).isPresent() || work.kind()
				.metrics()
				.stream()
				.anyMatch((metric) -> figures.measured(work.name(), peer, metric)));
	}

	private static Map<String, List<Case>> groups() {
		return Cases.all()
			.stream()
			.collect(Collectors.groupingBy(Case::group, LinkedHashMap::new, Collectors.toList()));
	}

}
