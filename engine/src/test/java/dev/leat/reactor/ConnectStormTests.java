package dev.leat.reactor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tens of thousands of clients that connect one after the other, beside one who is
 * connected; accepting and serving share the one loop.
 */
@Tag("slow")
class ConnectStormTests {

	private static final Logger LOG = LoggerFactory.getLogger(ConnectStormTests.class);

	private static final int THREADS = 4;

	private static final int CLIENTS = 40_000;

	/** Between two requests of the client who is connected, 100 a second. */
	private static final long PAUSE = 10_000_000L;

	private static long[] ask(Client client, int times) throws IOException {
		long[] nanos = new long[times];
		for (int i = 0; i < times; i++) {
			long begun = System.nanoTime();
			assertThat(client.echo("served")).isEqualTo("served");
			nanos[i] = System.nanoTime() - begun;
			LockSupport.parkNanos(PAUSE);
		}
		return nanos;
	}

	private static double p99(long[] nanos) {
		Arrays.sort(nanos);
		return nanos[nanos.length * 99 / 100] / 10_000 / 100.0;
	}

	@Test
	@DisplayName("FA5 forty thousand clients come and go, and one that is connected is answered all the while")
	void storm() throws Exception {
		AtomicInteger failed = new AtomicInteger();
		try (Servers.Running server = Servers.start((loops) -> loops.threads(0), (config) -> {
		}, (connection) -> Servers.ECHO); Client canary = server.client()) {
			ask(canary, 100);
			double quiet = p99(ask(canary, 200));
			long begun = System.nanoTime();
			List<Thread> threads = storm(server, failed);
			List<Double> waits = new ArrayList<>();
			while (threads.stream().anyMatch(Thread::isAlive)) {
				waits.add(p99(ask(canary, 50)));
			}
			double seconds = (System.nanoTime() - begun) / 1e9;
			LOG.info("{} connects a second; p99 of a request {} ms when quiet, {} ms in the storm",
					Math.round(CLIENTS / seconds), quiet, waits.stream().max(Double::compare).orElseThrow());
			assertThat(failed.get()).isZero();
			Until.holds(() -> server.stats().connections() == 1);
			// who came and went while the kernel's queue was full was never seen
			assertThat(server.stats().accepted()).isBetween(CLIENTS / 2L, CLIENTS + 1L);
		}
	}

	private static List<Thread> storm(Servers.Running server, AtomicInteger failed) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(() -> connectOften(server, failed));
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	private static void connectOften(Servers.Running server, AtomicInteger failed) {
		for (int i = 0; i < CLIENTS / THREADS; i++) {
			try (Client client = server.client()) {
				client.reset();
			}
			catch (IOException ex) {
				failed.incrementAndGet();
			}
		}
	}

}
