package dev.leat.autoconfigure.endpoint;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.AcceptPause;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.ServerStats;
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
 * The endpoint where the application lets operators write and see addresses.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeatEndpointWriteTests {

	private static WebApplication application;

	@BeforeAll
	static void start() {
		application = new WebApplication(Echo.class, "management.endpoint.leat.access=unrestricted",
				"management.endpoint.leat.show-addresses=always");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	private static ServerStats stats() {
		return application.context().getBean(LeatServers.class).get("echo").stats();
	}

	@Test
	@DisplayName("an operator closes one connection, which ends for that reason and is one line of the log")
	void close(CapturedOutput output) throws Exception {
		try (Socket client = application.connect("echo"); Socket other = application.connect("echo")) {
			await().atMost(Duration.ofSeconds(30)).until(() -> stats().connections() == 2);
			JsonNode shown = connection(client);
			long id = shown.get("id").asLong();
			HttpResponse<String> response = application.send("DELETE", "/leat/echo/connections/" + id, "");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("{\"server\":\"echo\",\"id\":" + id + ",\"closed\":true}");
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			client.close();
			await().atMost(Duration.ofSeconds(30)).until(() -> stats().closed(CloseReason.OPERATOR) == 1);
			assertThat(stats().connections()).isEqualTo(1);
			assertThat(WebApplication.json(application.send("DELETE", "/leat/echo/connections/" + id, ""))
				.get("closed")
				.asBoolean()).isFalse();
			assertThat(application.get("/leat/echo/ended").get("ended").get(0).get("reason").asString())
				.isEqualTo("operator");
			assertThat(output).containsOnlyOnce("Connection " + id + " of server 'echo' is closed by an operator");
		}
	}

	/** The one that this client has, found by its address. */
	private static JsonNode connection(Socket client) throws Exception {
		for (JsonNode connection : application.get("/leat/echo/connections").get("connections")) {
			if (connection.get("remoteAddress").asString().endsWith("127.0.0.1:" + client.getLocalPort())) {
				return connection;
			}
		}
		throw new AssertionError("The connection of port " + client.getLocalPort() + " is not shown");
	}

	@Test
	@DisplayName("an operator pauses a server and lets it accept again, each one line of the log")
	void pause(CapturedOutput output) throws Exception {
		HttpResponse<String> paused = application.send("POST", "/leat/echo", "{\"accepting\":false}");
		assertThat(paused.body())
			.isEqualTo("{\"server\":\"echo\",\"accepting\":false,\"inEffect\":true,\"reasons\":[\"operator\"]}");
		assertThat(stats().acceptPaused(AcceptPause.OPERATOR)).isTrue();
		assertThat(application.get("/leat/echo").get("server").get("state").asString()).isEqualTo("paused");
		HttpResponse<String> resumed = application.send("POST", "/leat/echo", "{\"accepting\":true}");
		assertThat(resumed.body())
			.isEqualTo("{\"server\":\"echo\",\"accepting\":true,\"inEffect\":true,\"reasons\":[]}");
		assertThat(stats().accepting()).isTrue();
		assertThat(output).containsOnlyOnce("Server 'echo' accepts no connections, paused by an operator")
			.containsOnlyOnce("Server 'echo' may accept connections again, resumed by an operator");
	}

	@Test
	@DisplayName("an operator who means another server is told which there are")
	void unknownServer() throws Exception {
		HttpResponse<String> response = application.send("POST", "/leat/nobody", "{\"accepting\":false}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(application.send("DELETE", "/leat/echo/ended/1", "").statusCode()).isEqualTo(400);
		assertThat(application.send("POST", "/leat/echo", "{}").statusCode()).isEqualTo(400);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

}
