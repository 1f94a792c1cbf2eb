package dev.leat.reactor;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a loop wakes, and when it does not.
 */
class WakeupTests {

	private final Recorder recorder = new Recorder();

	/** A moment in which a loop's turns stay the same, or a failure. */
	static void awaitQuiet(LoopStats loop) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		long before;
		do {
			assertThat(System.nanoTime() - deadline).as("The loop never rests").isNegative();
			before = loop.iterations();
			new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
		}
		while (loop.iterations() != before);
	}

	private static LoopStats statsOf(Connection connection) {
		return ((NioConnection) connection).loop().counters();
	}

	@Test
	@DisplayName("FE8 S3-31 W3 Y8 a thousand calls while the loop sleeps wake it once")
	void oneWakeupPerBurst() {
		int[] ran = new int[1];
		try (Stepped stepped = Stepped.of(this.recorder)) {
			stepped.connect();
			Connection connection = stepped.connection();
			int before = stepped.network.wakeups();
			stepped.network.whileSelecting(() -> Stepped.elsewhere(() -> {
				for (int i = 0; i < 1000; i++) {
					connection.execute(() -> ran[0]++);
				}
			}));
			stepped.step();
			assertThat(ran).containsExactly(1000);
			assertThat(stepped.network.wakeups() - before).isEqualTo(1);
			assertThat(statsOf(connection).wakeups()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("W4 a call after the wake-up wakes again")
	void laterCallsWakeAgain() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			stepped.connect();
			Connection connection = stepped.connection();
			for (int i = 1; i <= 3; i++) {
				stepped.network.whileSelecting(() -> Stepped.elsewhere(connection::resumeReading));
				stepped.step();
				assertThat(stepped.network.wakeups()).isEqualTo(i);
			}
		}
	}

	@Test
	@DisplayName("FE8 W2 a call before the loop sleeps is not lost, and costs no system call")
	void callBeforeTheSleep() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			Stepped.elsewhere(() -> connection.write(Bytes.of("found")));
			stepped.turn();
			assertThat(peer.text()).isEqualTo("found");
			assertThat(stepped.network.wakeups()).isZero();
		}
	}

	@Test
	@DisplayName("W1 S3-31 a call from another thread wakes a loop that sleeps for ever")
	void wakesARealLoop() throws Exception {
		try (Servers.Running server = Servers.start((config) -> config.idleTimeout(Duration.ZERO), this.recorder);
				Client client = server.client()) {
			Connection connection = this.recorder.awaitOpened();
			awaitQuiet(statsOf(connection));
			long before = statsOf(connection).wakeups();
			CompletableFuture<Thread> ran = new CompletableFuture<>();
			connection.execute(() -> ran.complete(Thread.currentThread()));
			assertThat(ran.get(20, TimeUnit.SECONDS).getName()).startsWith("leat-loop-");
			assertThat(statsOf(connection).wakeups() - before).isEqualTo(1);
			assertThat(client.socket().isClosed()).isFalse();
		}
	}

	@Test
	@DisplayName("FB13 X9 S3-13 L19 a writable connection without output waits for READ only, and nothing is ready")
	void idleWritableConnection() {
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ZERO), Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			peer.send("echo");
			stepped.step();
			assertThat(peer.interest()).isEqualTo(SelectionKey.OP_READ);
			assertThat(stepped.network.isReady()).isFalse();
			EventLoop loop = stepped.connection().loop();
			assertThat(loop.hasWork()).isFalse();
			assertThat(loop.timers().size()).isZero();
		}
	}

	@Test
	@DisplayName("X9 an idle engine with open connections does not turn at all")
	void idleEngineRests() throws Exception {
		try (Servers.Running server = Servers.start(this.recorder); Client client = server.client()) {
			client.send("a");
			Connection connection = this.recorder.awaitOpened();
			connection.writeAsync(Bytes.of("b")).get(20, TimeUnit.SECONDS);
			for (LoopStats loop : server.loops().loopStats()) {
				awaitQuiet(loop);
			}
		}
	}

	@Test
	@DisplayName("T16 a timer below a millisecond does not make the loop spin until it is due")
	void shortTimers() throws Exception {
		int[] left = new int[] { 20 };
		CompletableFuture<Void> done = new CompletableFuture<>();
		try (Servers.Running server = Servers.start(this.recorder); Client client = server.client()) {
			Connection connection = this.recorder.awaitOpened();
			awaitQuiet(statsOf(connection));
			long before = statsOf(connection).iterations();
			connection.scheduleAtFixedRate(Duration.ZERO, Duration.ofNanos(300_000), () -> {
				if (--left[0] == 0) {
					done.complete(null);
				}
			});
			done.get(20, TimeUnit.SECONDS);
			assertThat(statsOf(connection).iterations() - before).isLessThan(100);
			assertThat(client.socket().isClosed()).isFalse();
		}
	}

	@Test
	@DisplayName("S5-11 an interrupt from outside neither ends a sleeping loop nor makes it spin")
	void interruptFromOutside() throws Exception {
		try (Servers.Running server = Servers.start(Servers.ECHO); Client client = server.client()) {
			assertThat(client.echo("one")).isEqualTo("one");
			CompletableFuture<Thread> thread = new CompletableFuture<>();
			LoopStats[] loop = new LoopStats[1];
			server.server().connections().forEach((connection) -> {
				loop[0] = statsOf(connection);
				connection.execute(() -> thread.complete(Thread.currentThread()));
			});
			Thread sleeper = thread.get(20, TimeUnit.SECONDS);
			awaitQuiet(loop[0]);
			sleeper.interrupt();
			awaitQuiet(loop[0]);
			assertThat(client.echo("two")).isEqualTo("two");
			assertThat(sleeper.isInterrupted()).isFalse();
		}
	}

}
