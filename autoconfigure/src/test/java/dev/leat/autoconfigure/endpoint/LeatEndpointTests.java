package dev.leat.autoconfigure.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint as it comes, over HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeatEndpointTests {

	private static WebApplication application;

	@BeforeAll
	static void start() {
		application = new WebApplication(Servers.class, "leat.servers.limited.max-connections=7",
				"leat.server.idle-timeout=90s", "leat.servers.limited.deny[0]=10.0.0.0/8");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	@DisplayName("the overview has all servers, loops and buffers")
	void overview() throws Exception {
		JsonNode overview = application.get("/leat");
		assertThat(overview.propertyNames()).containsExactly("servers", "loops", "stalls", "buffers");
		assertThat(overview.get("servers").findValuesAsString("name")).containsExactlyInAnyOrder("echo", "limited",
				"blocked");
		JsonNode echo = overview.get("servers").get(0);
		assertThat(echo.get("name").asString()).isEqualTo("echo");
		assertThat(echo.get("state").asString()).isEqualTo("accepting");
		assertThat(echo.get("reasons")).isEmpty();
		assertThat(echo.get("address").asString()).isEqualTo("127.0.0.1");
		assertThat(echo.get("port").asInt()).isPositive();
		assertThat(echo.get("closed").get("peer-closed").isNumber()).isTrue();
		JsonNode loop = overview.get("loops").get(0);
		assertThat(loop.get("name").asString()).isEqualTo("loop-0");
		assertThat(loop.get("alive").asBoolean()).isTrue();
		assertThat(loop.get("lagSeconds").isNumber()).isTrue();
		assertThat(loop.get("timeSeconds").propertyNames()).containsExactly("io", "handler", "tls", "tasks", "idle");
		assertThat(overview.get("buffers").get(0).get("limitBytes").asLong()).isPositive();
	}

	@Test
	@DisplayName("a server shows its settings, and where each came from")
	void settings() throws Exception {
		JsonNode settings = application.get("/leat/limited").get("settings");
		assertSetting(settings, "max-connections", "7", null, "leat.servers.limited.max-connections");
		assertSetting(settings, "idle-timeout", "90.0", "seconds", "leat.server.idle-timeout");
		assertSetting(settings, "write.max-pending", "8388608", "bytes", "default");
		assertThat(settings.get("deny").get("value")).singleElement()
			.satisfies((range) -> assertThat(range.asString()).isEqualTo("10.0.0.0/8"));
		assertThat(settings.get("deny").get("source").asString()).isEqualTo("leat.servers.limited.deny[0]");
	}

	private static void assertSetting(JsonNode settings, String name, String value, String unit, String source) {
		JsonNode setting = settings.get(name);
		assertThat(setting.get("value").asString()).isEqualTo(value);
		assertThat(setting.get("source").asString()).isEqualTo(source);
		assertThat(setting.path("unit").asString(null)).isEqualTo(unit);
	}

	@Test
	@DisplayName("connections are listed by what waits, with their labels and without their addresses")
	void connections() throws Exception {
		try (Socket one = connect("echo", "first"); Socket other = connect("echo", "second")) {
			JsonNode page = application.get("/leat/echo/connections?sort=age");
			assertThat(page.propertyNames()).containsExactly("server", "sort", "total", "page", "size", "silentLoops",
					"connections");
			assertThat(page.get("total").asInt()).isEqualTo(2);
			assertThat(page.get("silentLoops")).isEmpty();
			JsonNode oldest = page.get("connections").get(0);
			assertThat(oldest.get("label").asString()).isEqualTo("first");
			assertThat(oldest.get("remoteAddress").asString()).isEqualTo("******");
			assertThat(oldest.get("loop").asString()).isEqualTo("loop-0");
			assertThat(oldest.get("bytesRead").asInt()).isEqualTo(5);
			assertThat(oldest.get("bytesWritten").asInt()).isEqualTo(5);
			assertThat(oldest.get("ageSeconds").asDouble()).isPositive();
		}
	}

	@Test
	@DisplayName("a page of them, and those of a label")
	void pages() throws Exception {
		try (Socket one = connect("limited", "north-1");
				Socket other = connect("limited", "north-2");
				Socket third = connect("limited", "south-1")) {
			assertThat(labels("sort=age&size=2")).containsExactly("north-1", "north-2");
			assertThat(labels("sort=age&size=2&page=1")).containsExactly("south-1");
			assertThat(labels("sort=age&label=north-*")).containsExactly("north-1", "north-2");
			assertThat(labels("label=south-1")).containsExactly("south-1");
			assertThat(labels("label=south")).isEmpty();
			assertThat(application.get("/leat/limited/connections?label=north-*&size=1").get("total").asInt())
				.isEqualTo(2);
		}
	}

	private static Iterable<String> labels(String query) throws Exception {
		return application.get("/leat/limited/connections?" + query).get("connections").findValuesAsString("label");
	}

	@Test
	@DisplayName("a loop that is held does not hang the request, and is named")
	void heldLoop() throws Exception {
		try (Socket client = application.connect("blocked")) {
			client.getOutputStream().write('x');
			await().atMost(Duration.ofSeconds(30)).until(() -> Servers.BLOCKED.getCount() == 1);
			JsonNode page = application.get("/leat/blocked/connections");
			assertThat(page.get("silentLoops")).singleElement()
				.satisfies((loop) -> assertThat(loop.asString()).isEqualTo("loop-0"));
			assertThat(page.get("connections")).isEmpty();
			JsonNode overview = application.get("/leat");
			assertThat(overview.get("loops").get(0).get("lagSeconds").asDouble()).isPositive();
			JsonNode stall = overview.get("stalls").get(0);
			assertThat(stall.get("loop").asString()).isEqualTo("loop-0");
			assertThat(stall.get("over").asBoolean()).isFalse();
			assertThat(stall.get("connection").asString()).startsWith("blocked#").doesNotContain("127.0.0.1", " ");
			assertThat(stall.get("stacks").get(0).toString()).contains("CountDownLatch.await");
		}
		finally {
			Servers.FREED.countDown();
		}
	}

	@Test
	@DisplayName("the last ends that should not have been are remembered, with their cause")
	void ended() throws Exception {
		try (Socket client = connect("echo", "fail")) {
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
		JsonNode last = await().atMost(Duration.ofSeconds(30))
			.until(() -> application.get("/leat/echo/ended").get("ended").get(0), Objects::nonNull);
		assertThat(last.get("label").asString()).isEqualTo("fail");
		assertThat(last.get("reason").asString()).isEqualTo("handler-error");
		assertThat(last.get("cause").asString()).isEqualTo("java.lang.IllegalStateException: as it was asked to");
		assertThat(last.get("remoteAddress").asString()).isEqualTo("******");
		assertThat(last.get("bytesRead").asInt()).isEqualTo(4);
		assertThat(last.get("endedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
	}

	@Test
	@DisplayName("what does not exist is not found, and what cannot be is refused")
	void notFound() throws Exception {
		assertThat(application.status("/leat/nobody")).isEqualTo(404);
		assertThat(application.status("/leat/nobody/connections")).isEqualTo(404);
		assertThat(application.status("/leat/echo/nothing")).isEqualTo(404);
		assertThat(application.status("/leat/echo/connections?sort=colour")).isEqualTo(400);
		assertThat(application.status("/leat/echo/connections?size=0")).isEqualTo(400);
		assertThat(application.status("/leat/echo/connections?page=-1")).isEqualTo(400);
	}

	@Test
	@DisplayName("it is for reading only unless the application says otherwise")
	void readOnly(CapturedOutput output) throws Exception {
		try (Socket client = connect("echo", "stays")) {
			long id = application.get("/leat/echo/connections?label=stays")
				.get("connections")
				.get(0)
				.get("id")
				.asLong();
			HttpResponse<String> paused = application.send("POST", "/leat/echo", "{\"accepting\":false}");
			HttpResponse<String> closed = application.send("DELETE", "/leat/echo/connections/" + id, "");
			assertThat(paused.statusCode()).isEqualTo(405);
			assertThat(closed.statusCode()).isIn(404, 405);
			assertThat(application.get("/leat").get("servers").get(0).get("state").asString()).isEqualTo("accepting");
			client.getOutputStream().write('x');
			assertThat(client.getInputStream().read()).isEqualTo('x');
		}
		assertThat(output).doesNotContain("operator");
	}

	/** Connects and sends a label, which comes back. */
	private static Socket connect(String server, String label) throws IOException {
		Socket client = application.connect(server);
		client.getOutputStream().write(label.getBytes(StandardCharsets.UTF_8));
		if (!label.equals("fail")) {
			assertThat(client.getInputStream().readNBytes(label.length())).isEqualTo(label.getBytes());
		}
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Servers {

		static final CountDownLatch BLOCKED = new CountDownLatch(2);

		static final CountDownLatch FREED = new CountDownLatch(1);

		@Bean
		ConnectionHandler echo() {
			return Servers::echo;
		}

		@Bean
		ConnectionHandler limited() {
			return Servers::echo;
		}

		@Bean
		ConnectionHandler blocked() {
			return (connection, data) -> {
				BLOCKED.countDown();
				FREED.await();
			};
		}

		private static void echo(Connection connection, ByteBuffer data) {
			String text = StandardCharsets.UTF_8.decode(data.duplicate()).toString();
			if (text.length() > 1) {
				connection.label(text);
			}
			if (text.equals("fail")) {
				throw new IllegalStateException("as it was asked to");
			}
			connection.write(data);
		}

	}

}
