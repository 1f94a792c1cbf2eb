package dev.leat.autoconfigure.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.leat.autoconfigure.LeatServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with a real web server, which is asked over HTTP.
 */
final class WebApplication implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	WebApplication(Class<?> configuration, String... properties) {
		this.context = new SpringApplicationBuilder(configuration)
			.properties("server.port=0", "server.address=127.0.0.1", "leat.server.address=127.0.0.1",
					"leat.server.port=0", "leat.event-loops.threads=1",
					"management.endpoints.web.exposure.include=leat", "logging.level.dev.leat.autoconfigure=info")
			.properties(properties)
			.run();
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	Socket connect(String server) throws IOException {
		InetSocketAddress address = this.context.getBean(LeatServers.class).get(server).localAddress();
		return new Socket(address.getAddress(), address.getPort());
	}

	JsonNode get(String path) throws Exception {
		HttpResponse<String> response = send("GET", path, "");
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
		}
		return json(response);
	}

	int status(String path) throws Exception {
		return send("GET", path, "").statusCode();
	}

	HttpResponse<String> send(String method, String path, String body) throws Exception {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator" + path))
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
