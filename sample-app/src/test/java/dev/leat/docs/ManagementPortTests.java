package dev.leat.docs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.leat.sample.SampleApplication;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tries what the page on operations says of an application that has no web server for the
 * public, and a management port. The ports are the test's.
 */
@DirtiesContext
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "server.port=-1", "management.server.port=0", "management.server.address=127.0.0.1",
				"leat.servers.keyvalue.port=0", "leat.servers.echo.port=0", "leat.servers.chat.port=0",
				"leat.servers.guess.port=0", "leat.servers.echo-tls.port=0", "leat.servers.gateway.port=0",
				"spring.main.banner-mode=off" })
class ManagementPortTests {

	@Value("${local.management.port}")
	private int managementPort;

	@LocalLeatPort("echo")
	private int echoPort;

	@Autowired
	private ApplicationContext context;

	@Test
	void theServersServeAndTheActuatorAnswers() throws Exception {
		try (TestClient client = TestClient.connect(this.echoPort)) {
			client.send("hello").expect("hello");
		}
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
		assertThat(this.context.getEnvironment().getProperty("local.server.port")).isIn(null, "-1");
	}

	@Test
	void whoIsNotReadyIsToldByTheProbe() throws Exception {
		assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> get(String path) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + this.managementPort + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
