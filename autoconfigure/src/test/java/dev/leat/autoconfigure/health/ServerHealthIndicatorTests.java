package dev.leat.autoconfigure.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.LoopStats;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.ServerConfig.OverLimit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServerHealthIndicator}.
 */
class ServerHealthIndicatorTests {

	private final LeatServer server = LeatServer.builder("echo")
		.loops(EventLoopGroup.builder().threads(0).build())
		.config(ServerConfig.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.maxConnections(1)
			.overLimit(OverLimit.PAUSE)
			.build())
		.handler(new Keeper())
		.build();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	@DisplayName("S5-14: a server that accepts is up")
	void isUpWhileItAccepts() {
		this.server.start();
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsEntry("state", "accepting")
			.containsEntry("address", InetAddress.getLoopbackAddress().getHostAddress())
			.containsEntry("maxConnections", 1);
	}

	@Test
	@DisplayName("S5-14: a server that does not run is down")
	void isDownWhileItDoesNotRun() {
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("state", "stopped").doesNotContainKey("port");
	}

	@Test
	@DisplayName("S5-14: a server that is paused is out of service, and says why")
	void isOutOfServiceWhileItIsPaused() throws IOException {
		this.server.start();
		try (Socket client = connect()) {
			await().atMost(Duration.ofSeconds(10)).until(() -> health().getStatus().equals(Status.OUT_OF_SERVICE));
			assertThat(health().getDetails()).containsEntry("state", "paused")
				.containsEntry("reasons", List.of("limit"))
				.containsEntry("connections", 1);
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> health().getStatus().equals(Status.UP));
	}

	@Test
	@DisplayName("S5-14: a server that drains is out of service")
	void isOutOfServiceWhileItDrains() throws IOException {
		this.server.start();
		try (Socket client = connect()) {
			await().atMost(Duration.ofSeconds(10)).until(() -> this.server.connections().size() == 1);
			this.server.drain(Duration.ofMinutes(1));
			assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health().getDetails()).containsEntry("state", "draining");
		}
	}

	@Test
	@DisplayName("FE3 a server is down while one of its event loops has died, and says which")
	void isDownWhileALoopIsDead() {
		this.server.start();
		LoopStats dead = mock(LoopStats.class);
		given(dead.name()).willReturn("loop-1");
		List<LoopStats> loops = List.of(this.server.loopStats().get(0), dead);
		Health health = new ServerHealthIndicator(this.server, () -> loops).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "event loop died")
			.containsEntry("loops", List.of("loop-1"));
	}

	private Socket connect() throws IOException {
		return new Socket(this.server.localAddress().getAddress(), this.server.localAddress().getPort());
	}

	private Health health() {
		return new ServerHealthIndicator(this.server).health();
	}

	/** Stays while the server drains. */
	private static final class Keeper implements ConnectionHandler {

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			connection.write(data);
		}

		@Override
		public void onDrain(Connection connection, Duration remaining) {
		}

	}

}
