package dev.leat.sample.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerStats;
import dev.leat.sample.SampleTest;
import dev.leat.sample.certificates.Authority;
import dev.leat.test.LocalLeatPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the server {@code gateway}: what devices see of it.
 */
@SampleTest
class GatewayServerTests {

	@LocalLeatPort("gateway")
	private int port;

	@Autowired
	private Authority authority;

	@Autowired
	private Devices devices;

	@Autowired
	private Readings readings;

	@Autowired
	private LeatServers servers;

	@Test
	void readingIsStoredBeforeItIsAnswered() throws Exception {
		try (Device device = connect("thermometer")) {
			assertThat(device.tells("temperature 21.5")).isEqualTo("stored");
			assertThat(this.readings.newest("thermometer", 9)).singleElement().satisfies((reading) -> {
				assertThat(reading.metric()).isEqualTo("temperature");
				assertThat(reading.measured()).isEqualTo(21.5);
			});
			assertThat(device.tells("humidity -0.25")).isEqualTo("stored");
			assertThat(this.readings.newest("thermometer", 9)).extracting(StoredReading::metric)
				.containsExactly("humidity", "temperature");
		}
	}

	@Test
	void deviceIsKnownWhileItIsConnected() throws Exception {
		try (Device device = connect("short visit")) {
			device.tells("minutes 1");
			assertThat(this.devices.names()).contains("short visit");
		}
		await().until(() -> !this.devices.names().contains("short visit"));
	}

	@Test
	void deviceThatComesBackTakesThePlaceOfItsOldConnection() throws Exception {
		long before = stats().closed(CloseReason.REPLACED);
		try (Device old = connect("wanderer")) {
			old.tells("place 1");
			try (Device back = connect("wanderer")) {
				back.tells("place 2");
				assertThat(old.hearsTheEnd()).isTrue();
				this.devices.send("wanderer", new Command("stay")).join();
				assertThat(back.hears()).isEqualTo("command stay");
			}
		}
		await().untilAsserted(() -> assertThat(stats().closed(CloseReason.REPLACED)).isEqualTo(before + 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "temperature", "temperature warm", "Temperature 21.5", "temperature 21.5 ", "" })
	void whatIsNoReadingEndsTheConnection(String text) throws Exception {
		long before = stats().closed(CloseReason.PROTOCOL_ERROR);
		try (Device device = connect("babbler")) {
			assertThatIOException().isThrownBy(() -> device.tells(text));
		}
		await().untilAsserted(() -> assertThat(stats().closed(CloseReason.PROTOCOL_ERROR)).isEqualTo(before + 1));
		assertThat(this.readings.newest("babbler", 1)).isEmpty();
	}

	@Test
	void deviceWithoutCertificateIsTurnedAway() {
		SslStoreBundle trustsOnly = SslStoreBundle.of(null, null,
				this.authority.bundle(this.authority.issue("nobody")).getStores().getTrustStore());
		assertIsTurnedAway(SslBundle.of(trustsOnly));
	}

	@Test
	void deviceOfAnotherAuthorityIsTurnedAway() {
		assertIsTurnedAway(this.authority.bundle(new Authority("Somebody else").issue("intruder")));
		assertThat(this.devices.names()).doesNotContain("intruder");
	}

	private void assertIsTurnedAway(SslBundle bundle) {
		long before = stats().rejected(RejectReason.HANDSHAKE_FAILED);
		assertThatIOException().isThrownBy(() -> {
			try (Device device = Device.connect(this.port, bundle)) {
				device.tells("temperature 21.5");
			}
		});
		await().untilAsserted(() -> assertThat(stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(before + 1));
	}

	@Test
	void manyDevicesAtOnceAreAllStored() throws Exception {
		List<Device> many = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			many.add(connect("one-of-many-" + i));
			many.get(i).sends("load " + i);
		}
		for (Device device : many) {
			assertThat(device.hears()).isEqualTo("stored");
			device.close();
		}
		assertThat(this.readings.newest("one-of-many-49", 9)).extracting(StoredReading::measured).containsExactly(49.0);
	}

	private ServerStats stats() {
		return this.servers.get("gateway").stats();
	}

	private Device connect(String name) throws IOException {
		return Device.connect(this.port, this.authority.bundle(this.authority.issue(name)));
	}

}
