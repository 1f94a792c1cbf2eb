package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that meet the end of their connection and of its loop.
 */
class StopRaceTests {

	private static final int SENDERS = 3;

	private final Recorder recorder = new Recorder();

	private final ConcurrentLinkedQueue<CompletableFuture<Long>> writes = new ConcurrentLinkedQueue<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicInteger ran = new AtomicInteger();

	private final CountDownLatch sending = new CountDownLatch(SENDERS);

	private volatile boolean stopped;

	/** Sends in bursts; the last one begins after the server has stopped. */
	private void send(Connection connection) {
		boolean last = false;
		while (!last) {
			last = this.stopped;
			for (int i = 0; i < 100; i++) {
				this.writes.add(connection.writeAsync(Bytes.of("x")));
				execute(connection);
			}
			this.sending.countDown();
			connection.writeAsync(Bytes.of("y")).exceptionally((ex) -> 0L).join();
		}
	}

	private void execute(Connection connection) {
		try {
			connection.execute(this.ran::incrementAndGet);
			this.accepted.incrementAndGet();
		}
		catch (RejectedExecutionException ex) {
			assertThat(connection.isOpen()).isFalse();
		}
	}

	@RepeatedTest(20)
	@DisplayName("S1-3 S1-10 S3-31 FE18 while a server stops every write is told and every accepted task runs")
	void everyCallIsAnswered() throws Exception {
		Servers.Running server = Servers.start((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> this.recorder);
		List<Thread> senders = new ArrayList<>();
		try (Client client = server.client()) {
			Connection connection = this.recorder.awaitOpened();
			for (int i = 0; i < SENDERS; i++) {
				Thread sender = new Thread(() -> send(connection));
				sender.start();
				senders.add(sender);
			}
			assertThat(this.sending.await(20, TimeUnit.SECONDS)).isTrue();
			server.close();
			this.stopped = true;
			for (Thread sender : senders) {
				sender.join(20_000);
			}
			assertThat(client.socket().isConnected()).isTrue();
		}
		CompletableFuture<?> all = CompletableFuture.allOf(
				this.writes.stream().map((write) -> write.exceptionally((ex) -> 0L)).toArray(CompletableFuture[]::new));
		all.get(20, TimeUnit.SECONDS);
		assertThat(this.recorder.events.stream().filter((event) -> event.startsWith("close"))).hasSize(1);
		awaitTasks(server);
		assertThat(this.ran).hasValue(this.accepted.get());
	}

	private void awaitTasks(Servers.Running server) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (server.loops().loopStats().get(0).pendingTasks() > 0 || this.ran.get() < this.accepted.get()) {
			assertThat(System.nanoTime() - deadline).as("Tasks were lost").isNegative();
			Thread.onSpinWait();
		}
	}

}
