package dev.leat.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.dashboards.Alerts.Alert;
import dev.leat.dashboards.Prometheus.Sample;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ServerStats;
import dev.leat.sample.SampleApplication;
import dev.leat.sample.SampleTest;
import dev.leat.sample.certificates.Authority;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real Prometheus scrapes the sample application, and answers what the dashboard and
 * the alerts ask.
 */
@Tag("slow")
@SampleTest
@ContextConfiguration(classes = SampleApplication.class)
@TestPropertySource(
		properties = { "management.metrics.tags.application=scraped", "leat.servers.guess.max-connections=1" })
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf(value = "dev.leat.dashboards.Prometheus#isHere",
		disabledReason = "prometheus and promtool are not installed (Debian: apt-get install prometheus)")
class PrometheusTests {

	/** Of a scrape twice a second it sees several. */
	private static final String INTERVAL = "10s";

	private static final Duration LONG = Duration.ofMinutes(1);

	@Autowired
	private LeatServers servers;

	@Value("${local.server.port}")
	private int http;

	@LocalLeatPort("keyvalue")
	private int keyvalue;

	@LocalLeatPort("chat")
	private int chat;

	@LocalLeatPort("guess")
	private int guess;

	@LocalLeatPort("echo")
	private int echo;

	@LocalLeatPort("gateway")
	private int gateway;

	@Autowired
	private Authority authority;

	private Prometheus prometheus;

	@BeforeAll
	void start(@TempDir Path folder) throws IOException {
		this.prometheus = Prometheus.start(folder, "127.0.0.1:" + this.http);
		await().atMost(LONG)
			.until(() -> ask("count_over_time(leat_server_accepting{server=\"chat\"}[1m]) >= 5"),
					(found) -> !found.isEmpty());
	}

	@AfterAll
	void stop() {
		this.prometheus.close();
	}

	@Test
	void theScrapeIsAccepted() {
		assertThat(this.prometheus.targets()).singleElement().satisfies((target) -> {
			assertThat(target.get("lastError").asString()).isEmpty();
			assertThat(target.get("health").asString()).isEqualTo("up");
		});
	}

	static Stream<Expression> shown() {
		return Dashboard.read().expressions().stream();
	}

	@ParameterizedTest
	@MethodSource("shown")
	void whatAPanelShowsHasSeriesWithNumbers(Expression expression) {
		assertThat(ask(expression, ".*")).isNotEmpty().extracting(Sample::value).doesNotContain(Double.NaN);
	}

	@ParameterizedTest
	@MethodSource("shown")
	void aPanelThatKnowsServersShowsTheOneThatWasChosen(Expression expression) {
		if (expression.groupings().contains("server")) {
			assertThat(ask(expression, "chat")).isNotEmpty()
				.extracting((sample) -> sample.label("server"))
				.containsOnly("chat");
		}
		assertThat(ask(new Expression(expression.text().replace("$application", "another")), ".*")).isEmpty();
	}

	static List<Alert> alerts() throws IOException {
		return Alerts.read();
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void whatAnAlertWatchesHasSeries(Alert alert) {
		assertThat(this.prometheus.query(alert.expression().withoutThresholds())).isNotEmpty();
	}

	@Test
	void alertsAreWatchedAndNoneIsRaisedForAServerThatIsWell() throws IOException {
		List<JsonNode> rules = await().atMost(LONG)
			.until(this.prometheus::rules, (all) -> all.stream().allMatch((rule) -> is(rule, "health", "ok")));
		assertThat(rules).extracting((rule) -> rule.get("name").asString())
			.containsExactlyElementsOf(Alerts.read().stream().map(Alert::name).toList());
		assertThat(ask("ALERTS{server=\"echo\"}")).isEmpty();
	}

	private static boolean is(JsonNode rule, String key, String value) {
		return rule.get(key).asString().equals(value);
	}

	@Test
	void trafficIsThatOfTheServerThatHasIt() {
		try (TestClient client = TestClient.connect(this.keyvalue)) {
			await().atMost(LONG).until(() -> {
				client.send("PING\r\n").receiveLine();
				return value("Received", "keyvalue") > 0 && value("Sent", "keyvalue") > 0;
			});
		}
		assertThat(value("Received", "guess")).isZero();
	}

	@Test
	void aMemberWhoDoesNotReadIsSeenAndSoIsHisEnd() {
		ServerStats stats = this.servers.get("chat").stats();
		try (TestClient talker = TestClient.connect(this.chat)) {
			talker.receiveLine();
			try (TestClient mute = TestClient.connect(this.chat)) {
				await().atMost(LONG).until(() -> say(talker, stats.unwritable() == 1));
				await().atMost(LONG)
					.until(() -> value("Connections over their mark", "chat") == 1
							&& value("Waiting to be sent", "chat") > 64 * 1024);
				assertThat(value("Waiting to be sent", "keyvalue")).isZero();
				await().atMost(LONG).until(() -> say(talker, stats.closed(CloseReason.WRITE_OVERFLOW) == 1));
				await().atMost(LONG).until(() -> value("Ends that nobody wanted, by server", "chat") > 0);
			}
		}
	}

	@Test
	void whoIsTurnedAwayIsSeenAndRaisesAnAlert() {
		try (TestClient player = TestClient.connect(this.guess)) {
			player.receiveLine();
			knock(this.guess);
			await().atMost(LONG)
				.until(() -> value("Turned away, by reason", "guess") > 0
						&& value("Connections of the limit", "guess") == 1);
			await().atMost(LONG)
				.until(() -> ask("ALERTS{alertname=\"LeatRejections\", server=\"guess\", reason=\"limit\"}"),
						(alerts) -> alerts.size() == 1);
		}
	}

	@Test
	void aLoopThatIsHeldIsSeenWhileItIsHeld() {
		CountDownLatch released = new CountDownLatch(1);
		try (TestClient client = TestClient.connect(this.echo)) {
			client.send("x").expect("x");
			this.servers.get("echo")
				.connections()
				.forEach((connection) -> connection.execute(() -> awaitEnd(released)));
			Expression stalls = queries("Stalls, restarts, rebuilds").findFirst().orElseThrow();
			await().atMost(LONG)
				.until(() -> ask(stalls, ".*"), (loops) -> loops.stream().anyMatch((loop) -> loop.value() > 0));
		}
		finally {
			released.countDown();
		}
	}

	@Test
	void devicesAreSeenApartFromThoseWhoHaveNoCertificate() {
		SslBundle own = this.authority.bundle(this.authority.issue("scale"));
		SslBundle none = SslBundle.of(SslStoreBundle.of(null, null, own.getStores().getTrustStore()));
		try (TestClient device = TestClient.connect(this.gateway).tls(own);
				TestClient stranger = TestClient.connect(this.gateway).tls(none)) {
			await().atMost(LONG).until(() -> {
				device.send("\0\6load 1").expect("\0\6stored");
				return value("Deferred answers", "gateway") > 0
						&& value("Mean time to a deferred answer", "gateway") > 0;
			});
		}
		Expression failed = queries("Handshakes that failed").findFirst().orElseThrow();
		await().atMost(LONG)
			.until(() -> ask(failed, "gateway"), (results) -> results.stream()
				.anyMatch((failure) -> failure.label("result").equals("no_client_certificate") && failure.value() > 0));
		assertThat(value("Handshakes", "echo-tls")).isZero();
	}

	/** Connects; the reset may come before that is done. */
	private static void knock(int port) {
		try {
			TestClient.connect(port).close();
		}
		catch (UncheckedIOException ex) {
			assertThat(ex).hasRootCauseInstanceOf(SocketException.class);
		}
	}

	private static boolean say(TestClient talker, boolean done) {
		for (int i = 0; i < 10 && !done; i++) {
			talker.send("x".repeat(1_000) + "\n").receiveLine();
		}
		return done;
	}

	private static void awaitEnd(CountDownLatch latch) {
		try {
			latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a panel shows of a server now, over all its other labels. */
	private double value(String title, String server) {
		Expression expression = queries(title).filter((query) -> query.groupings().contains("server"))
			.findFirst()
			.orElseThrow();
		return ask(expression, server).stream().mapToDouble(Sample::value).sum();
	}

	private static Stream<Expression> queries(String title) {
		return Dashboard.read()
			.panels()
			.stream()
			.filter((panel) -> panel.title().equals(title))
			.flatMap((panel) -> panel.targets().map(Dashboard.Target::expression));
	}

	private List<Sample> ask(Expression expression, String server) {
		return this.prometheus.query(expression.with(Map.of("application", "scraped", "instance",
				"127.0.0.1:" + this.http, "server", server, "__rate_interval", INTERVAL)));
	}

	private List<Sample> ask(String expression) {
		return this.prometheus.query(new Expression(expression));
	}

}
