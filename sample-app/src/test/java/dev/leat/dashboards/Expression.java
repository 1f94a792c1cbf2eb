package dev.leat.dashboards;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An expression of PromQL, as far as the tests have to understand it.
 */
record Expression(String text) {

	private static final Pattern SELECTOR = Pattern.compile("\\b(leat_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring) \\(([^)]*)\\)");

	private static final Pattern THRESHOLD = Pattern.compile("(?:==|>=|<=|>|<)(?= (?:\\d|ignoring))");

	List<Selector> selectors() {
		return SELECTOR.matcher(this.text).results().map(Selector::of).toList();
	}

	Set<String> metrics() {
		return selectors().stream().map(Selector::metric).collect(Collectors.toCollection(TreeSet::new));
	}

	/** The labels that it groups by, or leaves out. */
	Set<String> groupings() {
		return GROUPING.matcher(this.text)
			.results()
			.flatMap((labels) -> Stream.of(labels.group(1).split(", ")))
			.collect(Collectors.toSet());
	}

	/** With values in the place of the dashboard's variables. */
	Expression with(Map<String, String> variables) {
		String replaced = this.text;
		for (Map.Entry<String, String> variable : variables.entrySet()) {
			replaced = replaced.replace("$" + variable.getKey(), variable.getValue());
		}
		return new Expression(replaced);
	}

	/** Of an alert: what it compares, also where all is well. */
	Expression withoutThresholds() {
		String compared = THRESHOLD.matcher(this.text).replaceAll(">= bool");
		return new Expression(compared.replace("> 0)", ">= bool 0)"));
	}

	/** A metric and what its labels have to be. */
	record Selector(String metric, List<Matcher> matchers) {

		private static Selector of(MatchResult found) {
			String braces = (found.group(2) != null) ? found.group(2) : "";
			return new Selector(found.group(1), MATCHER.matcher(braces).results().map(Matcher::of).toList());
		}

		boolean matches(Series series) {
			return this.metric.equals(series.metric())
					&& this.matchers.stream().allMatch((matcher) -> matcher.matches(series.labels()));
		}

	}

	/** What one label has to be. */
	record Matcher(String label, String operator, String value) {

		private static Matcher of(MatchResult found) {
			return new Matcher(found.group(1), found.group(2), found.group(3));
		}

		private boolean matches(Map<String, String> labels) {
			String actual = labels.getOrDefault(this.label, "");
			boolean alike = this.operator.endsWith("~") ? actual.matches(this.value) : actual.equals(this.value);
			return alike != this.operator.startsWith("!");
		}

	}

	/** A series of a scrape. */
	record Series(String metric, Map<String, String> labels) {

	}

}
