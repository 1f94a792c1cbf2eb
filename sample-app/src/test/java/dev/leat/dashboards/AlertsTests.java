package dev.leat.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.metrics.LeatMeter;
import dev.leat.dashboards.Alerts.Alert;
import dev.leat.dashboards.Expression.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the alerts, the list of meters and the properties together.
 */
class AlertsTests {

	private static final Pattern PROPERTY = Pattern.compile("`(leat\\.[^`]+)`");

	/** A panel or a row. */
	private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

	static List<Alert> alerts() throws IOException {
		return Alerts.read();
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void anAlertSaysWhatItIsAndHowBad(Alert alert) {
		assertThat(alert.name()).startsWith("Leat");
		assertThat(alert.labels().get("severity")).isIn("critical", "warning");
		assertThat(alert.annotation("summary")).contains("$labels.instance");
		assertThat(alert.annotation("description")).hasSizeGreaterThan(100).endsWith(".");
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void anAlertTellsWhichPropertyToChange(Alert alert) throws IOException {
		String description = alert.annotation("description");
		List<String> named = PROPERTY.matcher(description).results().map((found) -> found.group(1)).toList();
		if (!description.contains("No property")) {
			assertThat(named).isNotEmpty();
		}
		List<String> known = properties();
		assertThat(named).allSatisfy((name) -> assertThat(known).anyMatch((property) -> name.endsWith(".*")
				? property.startsWith(name.replace("*", "")) : property.equals(name)));
	}

	private static List<String> properties() throws IOException {
		List<String> names = new ArrayList<>(List.of("leat.servers.<name>.enabled"));
		for (var files = LeatServers.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"); files.hasMoreElements();) {
			try (InputStream json = files.nextElement().openStream()) {
				names.addAll(JsonPath.parse(json).<List<String>>read("$.properties[*].name"));
			}
		}
		return Collections.unmodifiableList(names);
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void whatAnAlertSendsPeopleToIsOnTheDashboard(Alert alert) {
		assertThat(QUOTED.matcher(alert.annotation("description")).results().map((found) -> found.group(1)))
			.isSubsetOf(Dashboard.read().all().stream().map(Dashboard.Panel::title).toList());
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void anAlertWatchesMetersThatAreDocumented(Alert alert) {
		assertThat(alert.expression().selectors()).isNotEmpty().allSatisfy(AlertsTests::isDocumented);
	}

	private static void isDocumented(Selector selector) {
		LeatMeter meter = Spelling.meters().get(selector.metric());
		assertThat(meter).as(selector.metric()).isNotNull();
		assertThat(selector.matchers()).allSatisfy((matcher) -> assertThat(meter.tags()).contains(matcher.label()));
	}

	@Test
	void eachAlertHasARuleTestInWhichItFires() throws IOException {
		String tests = Files.readString(Alerts.FOLDER.resolve("leat-alerts-test.yml"));
		assertThat(Alerts.read())
			.allSatisfy((alert) -> assertThat(tests).containsPattern("labels: ALERTS\\{alertname=\"" + alert.name()
					+ "\"|alertname: " + alert.name() + "\n[^-]*exp_alerts:\n"));
	}

}
