package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads that call one loop as fast as they can.
 */
@Tag("slow")
class WakeupStormTests {

	private static final Logger LOG = LoggerFactory.getLogger(WakeupStormTests.class);

	private static final int THREADS = 8;

	private static final int CALLS = 1_000_000;

	@Test
	@DisplayName("FE8 FE9 eight million calls: none lost, more than the bound refused, one wake-up a turn at most, clients served")
	void storm() throws Exception {
		Recorder recorder = new Recorder();
		AtomicLong taken = new AtomicLong();
		AtomicLong ran = new AtomicLong();
		try (Servers.Running server = Servers.start((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> recorder.opened.isDone() ? Servers.ECHO : recorder); Client client = server.client()) {
			Connection connection = recorder.awaitOpened();
			List<Thread> threads = callers(connection, taken, ran);
			try (Client other = server.client()) {
				while (threads.stream().anyMatch(Thread::isAlive)) {
					assertThat(other.echo("served")).isEqualTo("served");
				}
			}
			Until.holds(() -> ran.get() == taken.get());
			LoopStats loop = ((NioConnection) connection).loop().counters();
			assertThat(loop.wakeups()).isLessThanOrEqualTo(loop.iterations());
			assertThat(loop.pendingTasks()).isZero();
			assertThat(client.socket().isConnected()).isTrue();
			LOG.info("{} calls taken of {}, {} turns, {} wake-ups", taken.get(), THREADS * CALLS, loop.iterations(),
					loop.wakeups());
		}
	}

	private static List<Thread> callers(Connection connection, AtomicLong taken, AtomicLong ran) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(() -> callOften(connection, taken, ran));
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	private static void callOften(Connection connection, AtomicLong taken, AtomicLong ran) {
		for (int i = 0; i < CALLS; i++) {
			try {
				connection.execute(ran::incrementAndGet);
				taken.incrementAndGet();
			}
			catch (RejectedExecutionException ex) {
				Thread.onSpinWait();
			}
		}
	}

}
