package dev.leat.sample.gateway;

import dev.leat.sample.SampleTest;
import dev.leat.sample.certificates.Authority;
import dev.leat.test.LocalLeatPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeviceController}, over HTTP and with devices that are connected.
 */
@SampleTest
class DeviceControllerTests {

	@LocalLeatPort("gateway")
	private int port;

	@Autowired
	private Authority authority;

	private final RestClient client;

	DeviceControllerTests(@Value("${local.server.port}") int port) {
		this.client = RestClient.builder()
			.baseUrl("http://127.0.0.1:" + port)
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
			})
			.build();
	}

	@Test
	void commandReachesTheDeviceThatItNames() throws Exception {
		try (Device lamp = connect("lamp"); Device door = connect("door")) {
			assertThat(post("/devices/lamp/commands", "{\"text\": \"on\"}")).isEqualTo(HttpStatus.ACCEPTED);
			assertThat(post("/devices/door/commands", "{\"text\": \"open\"}")).isEqualTo(HttpStatus.ACCEPTED);
			assertThat(lamp.hears()).isEqualTo("command on");
			assertThat(door.hears()).isEqualTo("command open");
		}
	}

	@Test
	void commandToAllReachesAll() throws Exception {
		try (Device lamp = connect("lamp"); Device door = connect("door")) {
			assertThat(post("/devices/commands", "{\"text\": \"r\u00e9sum\u00e9\"}")).isEqualTo(HttpStatus.ACCEPTED);
			assertThat(lamp.hears()).isEqualTo("command r\u00e9sum\u00e9");
			assertThat(door.hears()).isEqualTo("command r\u00e9sum\u00e9");
		}
	}

	@Test
	void deviceThatIsNotConnectedIsNotFound() {
		assertThat(post("/devices/nobody/commands", "{\"text\": \"on\"}")).isEqualTo(HttpStatus.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"text\": \" \"}", "on", "" })
	void whatIsNoCommandIsRefused(String body) throws Exception {
		try (Device lamp = connect("lamp")) {
			assertThat(post("/devices/lamp/commands", body)).isEqualTo(HttpStatus.BAD_REQUEST);
			assertThat(lamp.tells("brightness 1")).isEqualTo("stored");
		}
	}

	@Test
	void commandIsNotLongerThanAFrameMayBe() {
		assertThat(post("/devices/lamp/commands", "{\"text\": \"" + "\u20ac".repeat(201) + "\"}"))
			.isEqualTo(HttpStatus.BAD_REQUEST);
	}

	@Test
	void devicesAndTheirReadingsAreShown() throws Exception {
		try (Device scale = connect("scale")) {
			scale.tells("weight 80.5");
			assertThat(get("/devices")).contains("\"scale\"");
			assertThat(get("/devices/scale/readings")).contains("\"metric\":\"weight\"", "\"measured\":80.5");
		}
	}

	private Device connect(String name) throws Exception {
		Device device = Device.connect(this.port, this.authority.bundle(this.authority.issue(name)));
		assertThat(device.tells("uptime 1")).isEqualTo("stored");
		return device;
	}

	private String get(String path) {
		return this.client.get().uri(path).retrieve().requiredBody(String.class);
	}

	private HttpStatusCode post(String path, String body) {
		return this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode();
	}

}
