package dev.leat.sample;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.LeatServer;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleApplication}.
 */
@SampleTest
class SampleApplicationTests {

	@Autowired
	private LeatServers servers;

	@Value("${local.server.port}")
	private int httpPort;

	@Test
	void sixServersListenOnLoopback() {
		assertThat(this.servers).extracting(LeatServer::name)
			.containsExactlyInAnyOrder("keyvalue", "echo", "echo-tls", "chat", "guess", "gateway");
		assertThat(this.servers).allSatisfy((server) -> {
			assertThat(server.isRunning()).isTrue();
			assertThat(server.localAddress()).isNotNull();
			assertThat(server.localAddress().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
		});
	}

	@Test
	void actuatorTellsHealthAndMeters() throws Exception {
		assertThat(get("/actuator/health")).contains("\"status\":\"UP\"");
		assertThat(get("/actuator/metrics")).contains("\"leat.server.connections\"");
		assertThat(get("/actuator/prometheus")).contains(
				"leat_server_connections{application=\"leat-sample\",server=\"keyvalue\"",
				"leat_eventloop_connections{");
	}

	@Test
	void environmentVariablesSetPorts() {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setEnvironment(environment(Map.of("LEAT_SERVERS_KEYVALUE_PORT", "0", "LEAT_SERVERS_ECHO_PORT", "-1",
				"LEAT_SERVERS_CHAT_PORT", "-1", "LEAT_SERVERS_GUESS_PORT", "0", "LEAT_SERVERS_ECHOTLS_PORT", "-1",
				"LEAT_SERVERS_GATEWAY_PORT", "-1", "SERVER_PORT", "0")));
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(port(context, "keyvalue")).isNotEqualTo(6399);
			assertThat(port(context, "guess")).isNotEqualTo(7009);
			try (TestClient peer = TestClient.connect(port(context, "keyvalue"));
					TestClient player = TestClient.connect(port(context, "guess"))) {
				assertThat(peer.send("PING\n").receiveLine()).isEqualTo("+PONG");
				assertThat(player.receiveLine()).startsWith("I am thinking of a number");
			}
		}
	}

	private static int port(ConfigurableApplicationContext context, String server) {
		return context.getEnvironment().getRequiredProperty("local.leat." + server + ".port", Integer.class);
	}

	private static StandardEnvironment environment(Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
		return environment;
	}

	private String get(String path) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + this.httpPort + path);
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

}
