package dev.leat.dashboards;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.leat.autoconfigure.metrics.LeatMeter;
import dev.leat.dashboards.Dashboard.Panel;
import dev.leat.dashboards.Expression.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the dashboard and the list of meters together.
 */
class DashboardTests {

	private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\w+)}}");

	private static final Dashboard DASHBOARD = Dashboard.read();

	@Test
	void itHasTheRowsThatAnOperatorLooksFor() {
		assertThat(DASHBOARD.all()).filteredOn(Panel::isRow)
			.extracting(Panel::title)
			.containsExactly("Overview", "Event loops", "Traffic", "Back-pressure and buffers",
					"Connections and their ends", "TLS");
	}

	@Test
	void itIsOneDashboardWhereverItIsImported() {
		assertThat(DASHBOARD.json().get("uid").asString()).isEqualTo("leat-servers");
		assertThat(DASHBOARD.json().has("id")).isFalse();
		assertThat(DASHBOARD.json().get("schemaVersion").asInt()).isGreaterThanOrEqualTo(38);
		assertThat(DASHBOARD.all()).extracting((panel) -> panel.json().get("id").asInt()).doesNotHaveDuplicates();
	}

	@Test
	void whatItShowsIsChosenByVariables() {
		assertThat(DASHBOARD.variables()).extracting((variable) -> variable.get("name").asString())
			.containsExactly("datasource", "application", "instance", "server");
		assertThat(sources().map((source) -> source.get("uid").asString()).distinct())
			.containsExactlyInAnyOrder("${datasource}", "-- Grafana --");
	}

	private static Stream<JsonNode> sources() {
		return DASHBOARD.json().findValues("datasource").stream();
	}

	@Test
	void noPanelHidesAnother() {
		List<Panel> all = DASHBOARD.all();
		for (Panel panel : all) {
			assertThat(panel.place("x") + panel.place("w")).as(panel.title()).isLessThanOrEqualTo(24);
			assertThat(all).filteredOn((other) -> !other.equals(panel)).noneMatch(panel::overlaps);
		}
	}

	static List<Panel> panels() {
		return DASHBOARD.panels();
	}

	@ParameterizedTest
	@MethodSource("panels")
	void aPanelAnswersAQuestionInAUnit(Panel panel) {
		assertThat(panel.json().get("description").asString()).containsPattern("\\?( .*\\.)?$");
		assertThat(panel.unit()).isIn("none", "short", "percentunit", "s", "bytes", "Bps", "cps");
		assertThat(panel.targets()).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("panels")
	void whatAPanelAsksForIsDocumentedAndFiltered(Panel panel) {
		assertThat(panel.targets()).allSatisfy((target) -> {
			assertThat(target.expression().selectors()).isNotEmpty().allSatisfy(DashboardTests::isFiltered);
			assertThat(target.expression().text()).doesNotContainPattern("(rate|increase)\\([^\\[]*\\[(?!\\$__rate)");
		});
	}

	private static void isFiltered(Selector selector) {
		LeatMeter meter = Spelling.meters().get(selector.metric());
		assertThat(meter).as(selector.metric()).isNotNull();
		Set<String> filters = new HashSet<>(Set.of("application=~$application", "instance=~$instance"));
		if (meter.tags().contains("server")) {
			filters.add("server=~$server");
		}
		assertThat(selector.matchers()).extracting((matcher) -> matcher.label() + matcher.operator() + matcher.value())
			.containsAll(filters);
		assertThat(selector.matchers()).extracting(Expression.Matcher::label)
			.allMatch((label) -> meter.tags().contains(label) || Set.of("application", "instance").contains(label));
	}

	@ParameterizedTest
	@MethodSource("panels")
	void aLegendNamesWhatThePanelTellsApart(Panel panel) {
		assertThat(panel.targets())
			.allSatisfy((target) -> assertThat(labels(target.legend())).isSubsetOf(target.expression().groupings()));
		assertThat(panel.targets().map(Dashboard.Target::legend)).doesNotHaveDuplicates();
	}

	private static List<String> labels(String legend) {
		return VARIABLE.matcher(legend).results().map((MatchResult found) -> found.group(1)).toList();
	}

	@ParameterizedTest
	@EnumSource
	void everyMeterIsShown(LeatMeter meter) {
		Stream<String> shown = DASHBOARD.expressions().stream().flatMap((expression) -> expression.metrics().stream());
		assertThat(Spelling.of(meter)).isSubsetOf(shown.toList());
	}

	@Test
	void whatItGroupsByIsATagOfAMeter() {
		List<String> known = Stream
			.concat(Stream.of("application", "instance"),
					Arrays.stream(LeatMeter.values()).flatMap((meter) -> meter.tags().stream()))
			.toList();
		assertThat(DASHBOARD.expressions())
			.allSatisfy((expression) -> assertThat(expression.groupings()).isSubsetOf(known));
	}

}
