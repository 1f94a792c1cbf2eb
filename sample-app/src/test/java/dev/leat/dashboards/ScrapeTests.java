package dev.leat.dashboards;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.leat.autoconfigure.metrics.LeatMeter;
import dev.leat.dashboards.Expression.Series;
import dev.leat.sample.SampleApplication;
import dev.leat.sample.SampleTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the sample application shows to Prometheus, the list of meters, and what
 * dashboard and alerts ask for together. Nobody has connected to its servers.
 */
@SampleTest
@ContextConfiguration(classes = SampleApplication.class)
class ScrapeTests {

	private static final Pattern SERIES = Pattern.compile("^(leat_\\w+)\\{(.*)} \\S+$", Pattern.MULTILINE);

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	@Value("${local.server.port}")
	private int port;

	private List<Series> scrape = List.of();

	@BeforeEach
	void scrape() throws Exception {
		this.scrape = SERIES.matcher(get("/actuator/prometheus")).results().map(ScrapeTests::series).toList();
	}

	private static Series series(MatchResult found) {
		Map<String, String> labels = new TreeMap<>(Map.of("instance", "sample:8080"));
		LABEL.matcher(found.group(2)).results().forEach((label) -> labels.put(label.group(1), label.group(2)));
		return new Series(found.group(1), labels);
	}

	@Test
	void thereIsWhatIsDocumentedAndNothingElse() {
		assertThat(this.scrape.stream().map(Series::metric).distinct())
			.containsExactlyInAnyOrderElementsOf(Spelling.meters().keySet());
	}

	@Test
	void seriesHaveTheTagsOfTheirMeterAndOfTheApplication() {
		Map<String, LeatMeter> meters = Spelling.meters();
		assertThat(this.scrape).allSatisfy((series) -> {
			Stream<String> common = Stream.of("application", "instance");
			assertThat(series.labels()).containsOnlyKeys(
					Stream.concat(common, meters.get(series.metric()).tags().stream()).toArray(String[]::new));
			assertThat(series.labels()).containsEntry("application", "leat-sample");
		});
	}

	@Test
	void whateverThePanelsAskForIsThereThoughNothingHasHappened() {
		Map<String, String> all = Map.of("application", ".*", "instance", ".*", "server", ".*");
		assertThat(Dashboard.read().expressions()).allSatisfy((expression) -> isThere(expression.with(all)));
	}

	@Test
	void whateverTheAlertsWatchIsThere() throws IOException {
		assertThat(Alerts.read()).allSatisfy((alert) -> isThere(alert.expression()));
	}

	private void isThere(Expression expression) {
		assertThat(expression.selectors()).isNotEmpty()
			.allSatisfy((selector) -> assertThat(this.scrape).as(selector.toString()).anyMatch(selector::matches));
	}

	private String get(String path) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + this.port + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

}
