package dev.leat.autoconfigure.health;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.LoopStats;
import dev.leat.reactor.ServerConfig;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
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
 * Tests for {@link EventLoopsHealthIndicator}.
 */
class EventLoopsHealthIndicatorTests {

	private final EventLoopGroup loops = EventLoopGroup.builder()
		.threads(1)
		.blockedWarning(Duration.ofMillis(10))
		.build();

	private final CountDownLatch freed = new CountDownLatch(1);

	private final LeatServer server = LeatServer.builder("held")
		.loops(this.loops)
		.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).port(0).build())
		.handler((connection, data) -> this.freed.await())
		.build();

	@AfterEach
	void stop() {
		this.freed.countDown();
		this.server.stop();
	}

	private Health health(@Nullable Duration threshold) {
		return new EventLoopsHealthIndicator(List.of(this.loops), this.server::isRunning, threshold).health();
	}

	@Test
	@DisplayName("S5-14 loops that live are up, and show how late each is")
	void up() {
		this.server.start();
		Health health = health(null);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("loops");
		assertThat(health.getDetails().get("loops")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("loop-0", "acceptor")
			.extractingByKey("loop-0", InstanceOfAssertFactories.MAP)
			.containsEntry("alive", true)
			.containsKey("lagSeconds");
	}

	@Test
	@DisplayName("S5-14 loops that nobody uses are neither up nor down")
	void unused() {
		Health health = health(Duration.ZERO);
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("state", "no server runs");
	}

	@Test
	@DisplayName("FE4 a stall is a detail, and down only past a threshold that the application has set")
	void held() throws Exception {
		this.server.start();
		try (Socket client = new Socket(this.server.localAddress().getAddress(),
				this.server.localAddress().getPort())) {
			client.getOutputStream().write('x');
			await().atMost(Duration.ofSeconds(30)).until(() -> !this.loops.stalls().isEmpty());
			Health health = health(null);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails().get("lastStall")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("loop", "loop-0")
				.containsEntry("over", false)
				.containsKeys("agoSeconds", "heldSeconds");
			assertThat(health(Duration.ofHours(1)).getStatus()).isEqualTo(Status.UP);
			assertThat(health(Duration.ofMillis(10)).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(Duration.ofMillis(10)).getDetails()).containsEntry("state", "an event loop is held");
		}
	}

	@Test
	@DisplayName("FE3 a loop that has died is down")
	void died() {
		LoopStats dead = mock(LoopStats.class);
		given(dead.name()).willReturn("loop-1");
		given(dead.lag()).willReturn(Duration.ZERO);
		Health health = new EventLoopsHealthIndicator(() -> List.of(dead), List::of, () -> true, null).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "an event loop has died")
			.containsEntry("loops", Map.of("loop-1", Map.of("alive", false, "lagSeconds", 0.0)));
	}

}
