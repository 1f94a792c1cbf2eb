package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is left when the thread of a loop dies: nothing.
 */
class LoopDeathTests {

	private static final IllegalStateException FAILURE = new IllegalStateException("The loop is to die");

	private final List<Recorder> recorders = new CopyOnWriteArrayList<>();

	private final Servers.Running server = Servers.start((loops) -> loops.threads(2), (config) -> {
	}, (connection) -> {
		Recorder recorder = new Recorder() {
			@Override
			public void onData(Connection where, ByteBuffer data) throws Exception {
				super.onData(where, data);
				where.write(Bytes.of("!"));
			}
		};
		this.recorders.add(recorder);
		return recorder;
	});

	private Client first;

	private Client second;

	private NioConnection doomed;

	@BeforeEach
	void connectTwo() throws Exception {
		this.first = this.server.client();
		assertThat(this.first.send("x").readText(1)).isEqualTo("!");
		this.second = this.server.client();
		assertThat(this.second.send("x").readText(1)).isEqualTo("!");
		this.doomed = (NioConnection) this.recorders.get(0).awaitOpened();
	}

	@AfterEach
	void close() throws Exception {
		this.first.close();
		this.second.close();
		this.server.close();
	}

	private void kill() throws Exception {
		this.doomed.loop().run(() -> {
			throw FAILURE;
		});
		awaitNewThread(this.doomed.loop());
	}

	private static void awaitNewThread(EventLoop loop) throws Exception {
		Until.holds(() -> loop.counters().restarts() > 0 && loop.counters().isAlive());
	}

	@Test
	@DisplayName("FE3 S5-11 its connections end with LOOP_DIED and the cause, their sockets are closed")
	void connectionsEnd() throws Exception {
		this.doomed.schedule(Duration.ofHours(1), () -> {
		});
		Recorder recorder = this.recorders.get(0);
		Until.holds(() -> recorder.events.contains("write-complete"));
		kill();
		assertThat(recorder.awaitClosed()).isEqualTo(CloseReason.LOOP_DIED);
		assertThat(recorder.cause).isSameAs(FAILURE);
		assertThat(recorder.events).containsExactly("open", "data", "write-complete", "close LOOP_DIED");
		assertThat(this.first.readAll()).isEmpty();
		assertThat(this.doomed.closed().toCompletableFuture().get(20, TimeUnit.SECONDS))
			.isEqualTo(CloseReason.LOOP_DIED);
		assertThat(this.doomed.loop().timers().size()).isZero();
		assertThat(this.server.stats().closed(CloseReason.LOOP_DIED)).isEqualTo(1);
	}

	@Test
	@DisplayName("FE3 S5-11 the connections of other loops do not notice")
	void othersLive() throws Exception {
		kill();
		assertThat(this.second.send("y").readText(1)).isEqualTo("!");
		assertThat(this.recorders.get(1).events).doesNotContain("close LOOP_DIED");
		assertThat(this.server.stats().connections()).isEqualTo(1);
	}

	@Test
	@DisplayName("S1-3 S1-10 writes that waited and writes that come later are told, tasks are refused")
	void writesAreTold() throws Exception {
		CountDownLatch held = new CountDownLatch(1);
		this.doomed.loop().run(() -> await(held));
		this.doomed.loop().run(() -> {
			throw FAILURE;
		});
		CompletableFuture<Long> waiting = this.doomed.writeAsync(Bytes.of("waits behind"));
		held.countDown();
		assertFails(waiting);
		awaitNewThread(this.doomed.loop());
		assertFails(this.doomed.writeAsync(Bytes.of("late")));
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.doomed.execute(() -> {
		}));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertFails(CompletableFuture<Long> write) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> write.get(20, TimeUnit.SECONDS))
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOfAny(ClosedChannelException.class,
					IllegalStateException.class));
	}

	@Test
	@DisplayName("S5-11 failures that follow the first do not keep the loop from letting go")
	void diesOnce() throws Exception {
		CountDownLatch held = new CountDownLatch(1);
		this.doomed.loop().run(() -> await(held));
		for (int i = 0; i < 3; i++) {
			this.doomed.loop().run(() -> {
				throw FAILURE;
			});
		}
		held.countDown();
		assertThat(this.recorders.get(0).awaitClosed()).isEqualTo(CloseReason.LOOP_DIED);
		awaitNewThread(this.doomed.loop());
		assertThat(this.first.readAll()).isEmpty();
	}

	@Test
	@DisplayName("S5-11 the server still stops, and its group with it")
	void serverStops() throws Exception {
		kill();
		this.server.server().stop();
		assertThat(this.recorders.get(1).awaitClosed()).isEqualTo(CloseReason.STOP);
		assertThat(this.server.stats().connections()).isZero();
		assertThat(this.server.loops().bufferStats().used()).isZero();
	}

	@Test
	@DisplayName("FE3 a new thread takes its place under the same name, and serves the clients that come to it")
	void newThread() throws Exception {
		LoopStats loop = this.doomed.loop().counters();
		kill();
		assertThat(loop.restarts()).isEqualTo(1);
		assertThat(loop.isAlive()).isTrue();
		assertThat(loop.connections()).isZero();
		try (Client third = this.server.client()) {
			assertThat(third.send("z").readText(1)).isEqualTo("!");
			NioConnection connection = (NioConnection) this.recorders.get(2).awaitOpened();
			assertThat(connection.loop()).as("the one with no connections").isSameAs(this.doomed.loop());
			CompletableFuture<String> name = new CompletableFuture<>();
			connection.execute(() -> name.complete(Thread.currentThread().getName()));
			assertThat(name.get(20, TimeUnit.SECONDS)).isEqualTo("leat-loop-0");
		}
	}

	@Test
	@DisplayName("FE3 when the acceptor's loop dies the listener stays, and whoever waits in its backlog is served")
	void acceptorLoop() throws Exception {
		EventLoop[] acceptor = new EventLoop[1];
		try (Servers.Running other = Servers.start((loops) -> loops.threads(1).starter((loop) -> {
			acceptor[0] = loop;
			loop.start();
		}), (config) -> {
		}, (connection) -> Servers.ECHO)) {
			CountDownLatch held = new CountDownLatch(1);
			acceptor[0].run(() -> await(held));
			acceptor[0].run(() -> {
				throw FAILURE;
			});
			try (Client waits = other.client()) {
				waits.send("waits");
				held.countDown();
				assertThat(waits.readText(5)).isEqualTo("waits");
				awaitNewThread(acceptor[0]);
				assertThat(other.stats().accepting()).isTrue();
				assertThat(other.client().echo("new")).isEqualTo("new");
			}
		}
	}

	@Test
	@DisplayName("FE3 where no new thread can be had the loop is not alive, and a stop does not hang")
	void noNewThread() throws Exception {
		List<EventLoop> loops = new CopyOnWriteArrayList<>();
		Servers.Running other = Servers.start((group) -> group.threads(1).starter((loop) -> {
			if (loops.contains(loop)) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			loops.add(loop);
			loop.start();
		}), (config) -> {
		}, (connection) -> Servers.ECHO);
		try (Client client = other.client()) {
			client.echo("x");
			loops.get(0).run(() -> {
				throw FAILURE;
			});
			assertThat(client.readAll()).isEmpty();
			Until.holds(() -> !loops.get(0).counters().isAlive());
			assertThat(other.server().loopStats().get(0).isAlive()).isFalse();
			try (Client turnedAway = other.client()) {
				assertThat(turnedAway.readAll()).isEmpty();
			}
		}
		other.close();
		assertThat(other.stats().connections()).isZero();
	}

}
