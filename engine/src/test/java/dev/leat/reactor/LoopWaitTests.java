package dev.leat.reactor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A loop on real sockets waits as long as it should, and no longer than it is needed.
 */
class LoopWaitTests {

	private final Recorder recorder = new Recorder();

	@Test
	@DisplayName("Y13 a loop that waits for ever ends when its server stops")
	void stopsWhileItWaits() throws Exception {
		Thread loop;
		try (Servers.Running server = forEver(); Client client = server.client()) {
			loop = threadOf(this.recorder.awaitOpened());
			assertThat(loop.isAlive()).isTrue();
			assertThat(client.socket().isConnected()).isTrue();
		}
		loop.join(20_000);
		assertThat(loop.isAlive()).isFalse();
	}

	@Test
	@DisplayName("L1 Y13 a loop that would wait for ever comes to a timer when it is due, and not before")
	void timersEndTheWait() throws Exception {
		try (Servers.Running server = forEver(); Client client = server.client()) {
			Connection connection = this.recorder.awaitOpened();
			Duration delay = Duration.ofMillis(30);
			CompletableFuture<Long> fired = new CompletableFuture<>();
			long armed = System.nanoTime();
			connection.schedule(delay, () -> fired.complete(System.nanoTime()));
			assertThat(fired.get(20, TimeUnit.SECONDS) - armed).isGreaterThanOrEqualTo(delay.toNanos());
			assertThat(client.socket().isConnected()).isTrue();
		}
	}

	/** A server whose loops have nothing to wake for. */
	private Servers.Running forEver() {
		return Servers.start((config) -> config.idleTimeout(Duration.ZERO), this.recorder);
	}

	private static Thread threadOf(Connection connection) throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		connection.execute(() -> thread.complete(Thread.currentThread()));
		return thread.get(20, TimeUnit.SECONDS);
	}

}
