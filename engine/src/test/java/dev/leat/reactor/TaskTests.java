package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks that an application runs on a connection's loop.
 */
class TaskTests {

	private static final int BOUND = 10;

	private final List<String> ran = new ArrayList<>();

	private final Recorder recorder = new Recorder();

	private final Stepped stepped = Stepped.with((loops) -> loops.maxPendingTasks(BOUND), (config) -> {
	}, (connection) -> this.recorder);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	private final LoopStats loop = this.stepped.group.loopStats().get(0);

	private Runnable note(String word) {
		return () -> this.ran.add(word);
	}

	private void fill() {
		for (int i = 0; i < BOUND; i++) {
			this.connection.execute(note("task"));
		}
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

	@Test
	@DisplayName("FE14 W6 a task runs later on the loop, never inside execute, also when the loop itself asks")
	void neverInside() {
		this.connection.execute(() -> {
			assertThat(this.connection.loop().inLoop()).isTrue();
			this.connection.execute(note("inner"));
			this.ran.add("outer");
		});
		assertThat(this.ran).isEmpty();
		this.stepped.step();
		assertThat(this.ran).containsExactly("outer", "inner");
	}

	@Test
	@DisplayName("a timer that is refused for want of a delay does not count as a waiting task")
	void refusedDelay() {
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> this.connection.schedule(null, note("never")));
		assertThat(this.connection.loop().counters().pendingTasks()).isZero();
	}

	@Test
	@DisplayName("W6 a task that a task asks for waits for the next turn")
	void nextTurn() {
		this.connection.execute(() -> this.connection.execute(note("inner")));
		this.stepped.turn();
		assertThat(this.ran).isEmpty();
		this.stepped.turn();
		assertThat(this.ran).containsExactly("inner");
	}

	@Test
	@DisplayName("S1-12 S3-15 writes, tasks and closes of one thread take effect in the order of its calls")
	void orderOfOneThread() {
		Stepped.elsewhere(() -> {
			this.connection.write(Bytes.of("1"));
			this.connection.execute(() -> this.connection.write(Bytes.of("2")));
			this.connection.write(Bytes.of("3"));
			this.connection.execute(() -> this.connection.write(Bytes.of("4")));
			this.connection.shutdownOutput();
			this.connection.execute(() -> this.ran.add("after"));
		});
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("1234");
		assertThat(this.peer.gotFin()).isTrue();
		assertThat(this.ran).containsExactly("after");
	}

	@Test
	@DisplayName("S1-1 the writes of one task leave in one system call when it ends")
	void writesLeaveTogether() {
		this.connection.execute(() -> {
			this.connection.write(Bytes.of("a"));
			this.connection.write(Bytes.of("b"));
			assertThat(this.peer.text()).isEmpty();
		});
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("ab");
		assertThat(this.peer.writes()).isEqualTo(1);
	}

	@Test
	@DisplayName("FE9 S1-12 over the bound a task is refused with the property's name, and those before it run")
	void bound() {
		fill();
		assertThat(this.loop.pendingTasks()).isEqualTo(BOUND);
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.connection.execute(note("too many")))
			.withMessageContaining("10")
			.withMessageContaining("leat.event-loops.max-pending-tasks");
		this.stepped.step();
		assertThat(this.ran).hasSize(BOUND).containsOnly("task");
		assertThat(this.loop.pendingTasks()).isZero();
		this.connection.execute(note("again"));
		this.stepped.step();
		assertThat(this.ran).hasSize(BOUND + 1);
	}

	@Test
	@DisplayName("FE9 S1-12 the bound is one for all connections of a loop")
	void boundOfTheLoop() {
		this.stepped.connect();
		List<Connection> both = new ArrayList<>();
		this.stepped.server.connections().forEach(both::add);
		for (int i = 0; i < BOUND; i++) {
			both.get(i % 2).execute(note("task"));
		}
		for (Connection each : both) {
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> each.execute(note("too many")));
		}
	}

	@Test
	@DisplayName("FE9 S1-12 schedule is bound like execute while it waits for the loop, armed timers are not")
	void boundOfSchedule() {
		for (int i = 0; i < 3 * BOUND; i++) {
			this.connection.schedule(Duration.ofSeconds(1), note("timer"));
		}
		Stepped.elsewhere(() -> {
			for (int i = 0; i < BOUND; i++) {
				this.connection.schedule(Duration.ofSeconds(1), note("timer"));
			}
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> this.connection.schedule(Duration.ofSeconds(1), note("too many")));
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.connection
				.scheduleAtFixedRate(Duration.ofSeconds(1), Duration.ofSeconds(1), note("too many")));
		});
		this.stepped.advance(Duration.ofSeconds(1));
		assertThat(this.ran).hasSize(4 * BOUND);
		assertThat(this.loop.pendingTasks()).isZero();
	}

	@Test
	@DisplayName("FE9 S1-12 writes, pauses, timers' cancels and close are never refused")
	void othersAreNotBound() {
		Timeout timeout = this.connection.schedule(Duration.ofSeconds(1), note("cancelled"));
		fill();
		Stepped.elsewhere(() -> {
			this.connection.write(Bytes.of("still"));
			this.connection.pauseReading();
			timeout.cancel();
			this.connection.close();
		});
		this.stepped.step().advance(Duration.ofSeconds(1));
		this.peer.fin();
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("still");
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.ran).doesNotContain("cancelled");
	}

	@Test
	@DisplayName("X17 after the end a task is refused, and counts as nothing pending")
	void afterTheEnd() {
		this.peer.reset();
		this.stepped.step();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.connection.execute(note("never")))
			.withMessageContaining("has ended");
		assertThat(this.loop.pendingTasks()).isZero();
	}

	@Test
	@DisplayName("X17 a task that was taken runs, also if the connection ends first")
	void takenTasksRun() {
		Stepped.elsewhere(() -> {
			this.connection.abort();
			this.connection.execute(note("ran"));
		});
		this.stepped.step();
		assertThat(this.peer.gotReset()).isTrue();
		assertThat(this.ran).containsExactly("ran");
		assertThat(this.loop.pendingTasks()).isZero();
	}

	@Test
	@DisplayName("S1-12 S3-15 tasks of four threads over a real loop: none lost, each thread's in its order, one at a time")
	void manyThreads() throws Exception {
		int threads = 4;
		int each = 5_000;
		int[] next = new int[threads];
		CountDownLatch left = new CountDownLatch(threads * each);
		Recorder real = new Recorder();
		try (Servers.Running server = Servers.start(real); Client client = server.client()) {
			Connection connection = real.awaitOpened();
			for (int t = 0; t < threads; t++) {
				int sender = t;
				new Thread(() -> {
					for (int i = 0; i < each; i++) {
						int number = i;
						connection.execute(() -> {
							next[sender] += (next[sender] == number) ? 1 : 0;
							left.countDown();
						});
					}
				}).start();
			}
			assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(client.socket().isClosed()).isFalse();
		}
		assertThat(next).containsOnly(each);
	}

}
