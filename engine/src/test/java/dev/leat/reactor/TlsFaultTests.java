package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import dev.leat.tls.OtherEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes wrong inside of TLS: it ends its own connection, and nothing is left of it.
 */
class TlsFaultTests {

	/** Calls of an engine, up to the end of an echo and its close. */
	private static final int CALLS = 30;

	private final Recorder handler = new Recorder();

	private static TlsConfig tls(UnaryOperator<SSLEngine> replace) {
		return TlsConfig.builder(OtherEngine.context(Contexts.server(), replace)).build();
	}

	private static Stepped stepped(TlsTasks tasks, TlsConfig tls, ConnectionHandler handler) {
		return Stepped.with((loops) -> loops.tlsTasks(tasks), (config) -> config.tls(tls), (connection) -> handler);
	}

	private Stepped stepped(TlsTasks tasks) {
		return stepped(tasks, TlsConfig.builder(Contexts.server()).build(), this.handler);
	}

	static IntStream failAnywhere() {
		return IntStream.range(0, CALLS);
	}

	@ParameterizedTest
	@MethodSource
	@DisplayName("FT13 FT14 an engine that throws anything, anywhere, ends its own connection and leaves no buffer")
	void failAnywhere(int call) throws SSLException {
		AtomicInteger calls = new AtomicInteger();
		TlsConfig tls = tls((engine) -> new OtherEngine(engine) {
			private void fail() {
				if (calls.getAndIncrement() == call) {
					throw new IllegalStateException("Call " + call);
				}
			}

			@Override
			public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer out)
					throws SSLException {
				fail();
				return super.wrap(sources, offset, length, out);
			}

			@Override
			public SSLEngineResult unwrap(ByteBuffer records, ByteBuffer[] into, int offset, int length)
					throws SSLException {
				fail();
				return super.unwrap(records, into, offset, length);
			}

			@Override
			public Runnable getDelegatedTask() {
				fail();
				return super.getDelegatedTask();
			}

			@Override
			public void closeOutbound() {
				fail();
				super.closeOutbound();
			}
		});
		try (Stepped stepped = stepped(HeldTasks.atOnce(), tls, Servers.ECHO)) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			if (client.isSecure() && !client.peer.gotFin()) {
				client.peer.window(7);
				client.peer.send(client.wrap("hello"));
				stepped.step();
				client.peer.window(Long.MAX_VALUE);
				client.exchange().sendEnd();
			}
			client.peer.fin();
			stepped.advance(Duration.ofSeconds(10));
			assertThat(client.peer.isReleased()).isTrue();
			assertThat(stepped.group.bufferStats().used()).isZero();
			calls.set(CALLS);
			TlsPeer next = TlsPeer.to(stepped).exchange().send("next");
			assertThat(next.text()).as("the loop serves the next one").isEqualTo("next");
		}
	}

	@Test
	@DisplayName("FT13 what is computed holds no loop up: others are served, and nothing else is done to the engine")
	void computedElsewhere() throws SSLException {
		HeldTasks tasks = HeldTasks.held();
		try (Stepped stepped = stepped(tasks)) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(client.own());
			stepped.step();
			assertThat(tasks.waiting()).isEqualTo(1);
			assertThat(client.peer.interest()).isZero();
			assertThat(client.peer.count()).isZero();
			tasks.compute();
			client.exchange();
			assertThat(client.peer.count()).as("the server's flight").isPositive();
			tasks.compute();
			client.exchange();
			assertThat(client.isSecure()).isTrue();
			assertThat(this.handler.events).containsExactly("open");
		}
	}

	@Test
	@DisplayName("FT13 a computation that hangs ends at the deadline, without a touch of the engine, and is forgotten")
	void computationHangs() throws SSLException {
		HeldTasks tasks = HeldTasks.held();
		try (Stepped stepped = stepped(tasks)) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(client.own());
			stepped.step();
			stepped.advance(Duration.ofSeconds(10));
			assertThat(client.peer.isReleased()).isTrue();
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_TIMEOUT)).isEqualTo(1);
			assertThat(tasks.waiting()).isZero();
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("FT13 a computation that ends after its connection has changes nothing")
	void computationEndsLate() throws SSLException {
		Runnable[] begun = new Runnable[1];
		TlsTasks tasks = new TlsTasks() {
			@Override
			public void execute(Runnable task) {
				begun[0] = task;
			}

			@Override
			public void forget(Runnable task) {
			}
		};
		try (Stepped stepped = stepped(tasks)) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(client.own());
			stepped.step();
			stepped.advance(Duration.ofSeconds(10));
			begun[0].run();
			stepped.step();
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_TIMEOUT)).isEqualTo(1);
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isZero();
			assertThat(this.handler.events).isEmpty();
		}
	}

	@Test
	@DisplayName("FT2 a handshake for which nobody can compute is turned away")
	void tooMuchToCompute() throws SSLException {
		TlsTasks full = new TlsTasks() {
			@Override
			public void execute(Runnable task) {
				throw new RejectedExecutionException("full");
			}

			@Override
			public void forget(Runnable task) {
			}
		};
		try (Stepped stepped = stepped(full)) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(client.own());
			stepped.step();
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
			assertThat(client.peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("FT13 a key manager that hangs holds no loop of a running server up, and the server stops")
	void hangsForReal() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		TlsConfig tls = tls((engine) -> new OtherEngine(engine) {
			@Override
			public Runnable getDelegatedTask() {
				Runnable task = super.getDelegatedTask();
				return (task == null) ? null : () -> {
					hangs.countDown();
					await(released);
					task.run();
				};
			}
		});
		try (Servers.Running plain = Servers.start((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> Servers.ECHO)) {
			LeatServer secure = Servers.server("secure", plain.loops(), (config) -> config.tls(tls),
					(connection) -> this.handler);
			secure.start();
			try (TlsClient client = TlsClient.to(secure); Client other = plain.client()) {
				Thread handshake = new Thread(() -> {
					try {
						client.handshake();
					}
					catch (Exception ex) {
						// the server stops first
					}
				});
				handshake.start();
				hangs.await();
				assertThat(other.echo("served")).isEqualTo("served");
				secure.stop();
				handshake.join();
				assertThat(secure.stats().rejected(RejectReason.DRAINING)).isEqualTo(1);
			}
			finally {
				released.countDown();
			}
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	@DisplayName("FT6 an engine that takes a whole record and makes nothing of it is not asked twice")
	void noProgress() throws SSLException {
		AtomicInteger asked = new AtomicInteger();
		TlsConfig tls = tls((engine) -> new OtherEngine(engine) {
			@Override
			public SSLEngineResult unwrap(ByteBuffer records, ByteBuffer[] into, int offset, int length) {
				asked.incrementAndGet();
				return new SSLEngineResult(SSLEngineResult.Status.BUFFER_UNDERFLOW, getHandshakeStatus(), 0, 0);
			}
		});
		try (Stepped stepped = stepped(HeldTasks.atOnce(), tls, this.handler)) {
			SimPeer peer = TlsPeer.to(stepped).exchange().peer;
			assertThat(asked).hasValue(1);
			assertThat(peer.isReleased()).isTrue();
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FT7 empty records count: more than a hundred in a second end the connection")
	void emptyRecords() throws SSLException {
		TlsConfig tls = tls((engine) -> new OtherEngine(engine) {
			@Override
			public SSLEngineResult unwrap(ByteBuffer records, ByteBuffer[] into, int offset, int length)
					throws SSLException {
				SSLEngineResult result = super.unwrap(records, into, offset, length);
				if (result.bytesProduced() > 0) {
					into[offset].position(into[offset].position() - result.bytesProduced());
				}
				return new SSLEngineResult(result.getStatus(), result.getHandshakeStatus(), result.bytesConsumed(), 0);
			}
		});
		try (Stepped stepped = stepped(HeldTasks.atOnce(), tls, this.handler)) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			for (int i = 0; i < 100; i++) {
				client.peer.send(client.wrap("x"));
			}
			stepped.step();
			assertThat(this.handler.events).containsExactly("open");
			client.peer.send(client.wrap("x"));
			stepped.step();
			assertThat(this.handler.events).containsExactly("open", "close TLS_ERROR");
		}
	}

	@Test
	@DisplayName("FT2 the threads that compute are daemons and go when they have nothing to do")
	void threads() throws Exception {
		TlsTasks tasks = new TlsThreads("test-threads");
		Thread[] worker = new Thread[1];
		CountDownLatch done = new CountDownLatch(1);
		tasks.execute(() -> {
			worker[0] = Thread.currentThread();
			done.countDown();
		});
		done.await();
		assertThat(worker[0].isDaemon()).isTrue();
		assertThat(worker[0].getName()).isEqualTo("test-threads-tls");
		worker[0].join();
	}

	@Test
	@DisplayName("FT2 there are no threads for those who are turned away before they have computed anything")
	void forgetsWithoutThreads() {
		TlsTasks tasks = new TlsThreads("test-threads");
		tasks.forget(() -> {
		});
		assertThat(tasks).extracting("pool").isNull();
	}

}
