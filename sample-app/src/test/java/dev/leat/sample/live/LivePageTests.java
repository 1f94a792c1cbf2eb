package dev.leat.sample.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.leat.sample.SampleTest;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the live page as somebody sees it who opens it in a browser.
 */
@Tag("slow")
@SampleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePageTests {

	private static final int CHARTS = 9;

	private final String page;

	@LocalLeatPort("echo")
	private int echo;

	private Browser browser;

	LivePageTests(@Value("${local.server.port}") int port) {
		this.page = "http://127.0.0.1:" + port + "/";
	}

	@BeforeAll
	void start(@TempDir Path profile) {
		this.browser = Browser.start(profile);
	}

	@AfterAll
	void quit() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@BeforeEach
	void open() {
		this.browser.screen(1280, 900);
		this.browser.prefersColorScheme("light");
		this.browser.open(this.page);
		await().until(() -> this.browser.<Long>run("return document.querySelectorAll('[data-server]').length") == 6);
	}

	@AfterEach
	void nothingIsComplainedOf() {
		assertThat(this.browser.complaints()).isEmpty();
	}

	@Test
	void numbersMoveUnderLoadAndChartsDrawThem() {
		assertThat(received("echo")).isEqualTo("0 B/s");
		try (TestClient client = TestClient.connect(this.echo)) {
			await().until(() -> {
				client.send(new byte[100_000]).receive(100_000);
				return !received("echo").equals("0 B/s");
			});
			await().until(() -> this.browser.text("[data-server=echo] .connections").startsWith("1 "));
			await().until(() -> draws("Received", "echo"));
		}
		await().until(() -> this.browser.text("[data-server=echo] .connections").startsWith("0 "));
		await().until(() -> received("echo").equals("0 B/s"));
		assertThat(received("guess")).isEqualTo("0 B/s");
	}

	@Test
	void everyChartDraws() {
		for (int chart = 0; chart < CHARTS; chart++) {
			assertThat(this.browser.<Boolean>run("""
					const canvas = document.querySelectorAll("#charts canvas")[arguments[0]];
					const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
					return canvas.width > 100 && pixels.some((value) => value !== 0);
					""", chart)).as("chart %s", chart).isTrue();
		}
		assertThat(this.browser.<Long>run("return document.querySelectorAll('#charts canvas').length"))
			.isEqualTo(CHARTS);
	}

	@Test
	void nothingComesFromElsewhere() {
		List<String> resources = this.browser
			.run("return performance.getEntriesByType('resource').map((entry) => entry.name)");
		assertThat(resources).anyMatch((name) -> name.endsWith("/chart.umd.js"))
			.allMatch((name) -> name.startsWith(this.page));
	}

	@Test
	void arrowKeysReadAChart() {
		String tooltip = "return Chart.getChart(document.querySelector('canvas')).tooltip.title[0]";
		await().until(() -> this.browser
			.<Long>run("return Chart.getChart(document.querySelector('canvas')).data.datasets[0].data.length") > 2);
		this.browser.press("canvas", Keys.END);
		assertThat(this.browser.<String>run(tooltip)).isEqualTo("now");
		this.browser.press("canvas", Keys.ARROW_LEFT);
		assertThat(this.browser.<String>run(tooltip)).endsWith(" s ago");
		this.browser.press("canvas", Keys.ESCAPE);
		assertThat(this.browser
			.<Long>run("return Chart.getChart(document.querySelector('canvas')).getActiveElements().length")).isZero();
	}

	@Test
	void tableSaysWhatAChartShows() {
		this.browser.press("figure summary", Keys.ENTER);
		await().until(() -> this.browser.text("figure table").startsWith("When chat echo echo-tls"));
		assertThat(this.browser.text("figure table")).contains("now 0 B/s");
	}

	@Test
	void itCanBePaused() {
		assertThat(this.browser.text("#status")).isEqualTo("Live");
		this.browser.press("#pause", Keys.SPACE);
		await().until(() -> this.browser.text("#status").equals("Paused"));
		this.browser.press("#pause", Keys.SPACE);
		await().until(() -> this.browser.text("#status").equals("Live"));
	}

	@Test
	void applicationThatDoesNotAnswerIsTold() {
		this.browser.run("window.fetch = () => Promise.reject(new TypeError('nobody there'))");
		await().until(() -> this.browser.text("#status").equals("No answer"));
	}

	@Test
	void itFitsAPhoneAndIsDarkInTheDark() {
		this.browser.screen(390, 844);
		this.browser.prefersColorScheme("dark");
		assertThat(this.browser.<Long>run("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
		String background = this.browser.run("return getComputedStyle(document.body).backgroundColor");
		assertThat(background).isEqualTo("rgb(14, 19, 24)");
	}

	private String received(String server) {
		return this.browser.text("[data-server=" + server + "] .received");
	}

	/** Whether a chart has pixels in the colour of a server. */
	private boolean draws(String chart, String server) {
		return this.browser.run(
				"""
						const [title, server] = arguments;
						const figure = [...document.querySelectorAll("figure")]
							.find((one) => one.querySelector("h3").textContent === title);
						const stroke = document.querySelector(`[data-server=${server}] line`).getAttribute("stroke");
						const color = [1, 3, 5].map((at) => parseInt(stroke.slice(at, at + 2), 16));
						const canvas = figure.querySelector("canvas");
						const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
						for (let at = 0; at < data.length; at += 4) {
							if (color.every((value, channel) => Math.abs(value - data[at + channel]) < 9) && data[at + 3] > 200) {
								return true;
							}
						}
						return false;
						""",
				chart, server);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

}
