package dev.leat.reactor;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets one timer after the other on a loop that has nothing else to do, by the real
 * clock, and logs how late they were. How late that may be is for the reader of the
 * figures to say, since it depends on the machine.
 */
@Tag("slow")
class TimerLatenessTests {

	private static final Logger LOG = LoggerFactory.getLogger(TimerLatenessTests.class);

	private static final int TIMERS = 1000;

	private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

	private final long[] lateness = new long[TIMERS];

	private final Random random = new Random(1);

	private final CompletableFuture<Boolean> done = new CompletableFuture<>();

	@Test
	@DisplayName("T1 a thousand timers of up to 20 ms, one after the other by the real clock, are never early")
	void onAnIdleLoop() throws Exception {
		Recorder handler = new Recorder();
		try (Servers.Running server = Servers.start(handler); Client client = server.client()) {
			Connection connection = handler.awaitOpened();
			connection.execute(() -> setNext(connection, 0));
			assertThat(this.done.get(1, TimeUnit.MINUTES)).isTrue();
			assertThat(client.socket().isConnected()).isTrue();
		}
		Arrays.sort(this.lateness);
		LOG.info("lateness in ms: p50 {}, p99 {}, most {}", millis(TIMERS / 2), millis(TIMERS * 99 / 100),
				millis(TIMERS - 1));
		assertThat(this.lateness[0]).isNotNegative();
	}

	private void setNext(Connection connection, int number) {
		if (number == TIMERS) {
			this.done.complete(true);
			return;
		}
		long delay = this.random.nextLong(LONGEST);
		long due = System.nanoTime() + delay;
		connection.schedule(Duration.ofNanos(delay), () -> {
			this.lateness[number] = System.nanoTime() - due;
			setNext(connection, number + 1);
		});
	}

	private double millis(int index) {
		return this.lateness[index] / 10_000 / 100.0;
	}

}
