package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever user code throws, wherever it is called, ends its own connection and nothing
 * else.
 */
class GuardTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final Failing handler = new Failing();

	private final Stepped stepped = Stepped.with((loops) -> {
	}, (config) -> config.idleTimeout(TEN).writeHighWaterMark(4).writeLowWaterMark(0).lingerIdle(Duration.ZERO),
			this::create, new ServerListener() {
				@Override
				public void handlerFailed(Connection connection, Callback callback, Throwable failure) {
					GuardTests.this.told.add(callback + " " + failure.getMessage());
				}
			});

	private ConnectionHandler create(Connection connection) throws Exception {
		this.handler.at(Callback.CREATE);
		return this.handler;
	}

	static Stream<Arguments> callbacksAndThrowables() {
		return EnumSet.complementOf(EnumSet.of(Callback.ANSWER, Callback.STREAM))
			.stream()
			.flatMap((callback) -> throwables().map((failure) -> Arguments.of(callback, failure)));
	}

	/** Those that a catch clause is likely to forget. */
	private static Stream<Throwable> throwables() {
		return Stream.of(new Exception("boom"), new IllegalStateException("boom"), new InterruptedException("boom"),
				new Error("boom"), new OutOfMemoryError("boom"), new StackOverflowError("boom"),
				new LinkageError("boom"), new ThreadDeath() {
					@Override
					public String getMessage() {
						return "boom";
					}
				});
	}

	@ParameterizedTest
	@MethodSource("callbacksAndThrowables")
	@DisplayName("FE1 S5-11 A12 an exception or error out of any callback closes with HANDLER_ERROR and is counted by callback")
	void closesItsConnection(Callback callback, Throwable failure) {
		SimPeer canary = canary();
		this.handler.fails(callback, failure);
		SimPeer peer = provoke(callback);
		assertThat(this.handler.failed).isEqualTo(1);
		assertThat(peer.isReleased()).isTrue();
		assertThat(this.told).containsExactly(callback + " boom");
		for (Callback each : Callback.values()) {
			assertThat(this.stepped.stats().handlerErrors(each)).isEqualTo((each == callback) ? 1 : 0);
		}
		assertClosed(callback, (callback == Callback.CLOSE) ? CloseReason.LOCAL : CloseReason.HANDLER_ERROR, failure);
		assertAlive(canary);
	}

	private void assertClosed(Callback callback, CloseReason reason, Throwable failure) {
		assertThat(this.stepped.stats().closed(reason)).isEqualTo(1);
		if (callback == Callback.CREATE) {
			assertThat(this.handler.closes).isEmpty();
		}
		else {
			assertThat(this.handler.closes).containsExactly(reason);
			assertThat(this.handler.cause).isSameAs((callback == Callback.CLOSE) ? null : failure);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "ANSWER", "STREAM" })
	@DisplayName("S5-11 a ConnectionException out of any callback closes with its own reason and is no handler error")
	void namedReason(Callback callback) {
		SimPeer canary = canary();
		ConnectionException failure = new ConnectionException(CloseReason.PROTOCOL_ERROR, "bad");
		this.handler.fails(callback, failure);
		SimPeer peer = provoke(callback);
		assertThat(this.handler.failed).isEqualTo(1);
		assertThat(peer.isReleased()).isTrue();
		assertThat(this.told).isEmpty();
		assertThat(this.stepped.stats().handlerErrors(callback)).isZero();
		assertClosed(callback, (callback == Callback.CLOSE) ? CloseReason.LOCAL : CloseReason.PROTOCOL_ERROR, failure);
		assertAlive(canary);
	}

	private SimPeer canary() {
		SimPeer canary = this.stepped.connect();
		this.stepped.connection().idleTimeout(Duration.ZERO);
		this.stepped.connection().attach("canary");
		return canary;
	}

	private void assertAlive(SimPeer canary) {
		assertThat(canary.isReleased()).isFalse();
		assertThat(canary.text()).isEmpty();
		canary.send("alive");
		this.stepped.step();
		assertThat(canary.text()).isEqualTo("alive");
		assertThat(this.stepped.connect().isReleased()).isFalse();
	}

	/** Makes a connection on which the callback is called. */
	private SimPeer provoke(Callback callback) {
		SimPeer peer = this.stepped.connect();
		switch (callback) {
			case CREATE, OPEN -> {
			}
			case DATA -> peer.send("data");
			case WRITE_COMPLETE, WRITE_LISTENER -> victim().write(Bytes.of("out"), this.handler);
			case WRITABLE -> {
				peer.window(0);
				victim().write(Bytes.of("above the mark"));
				this.stepped.step();
				peer.window(100);
			}
			case INPUT_END -> peer.fin();
			case IDLE -> this.stepped.advance(TEN);
			case DRAIN -> victim().life().drain(TEN);
			case CLOSE -> victim().close();
			case ANSWER -> throw new IllegalArgumentException("An answer is told to have failed, and runs nothing");
			case TASK -> victim().execute(this.handler.run(Callback.TASK));
			case TIMER -> victim().schedule(Duration.ZERO, this.handler.run(Callback.TIMER));
		}
		this.stepped.step();
		return peer;
	}

	private NioConnection victim() {
		NioConnection[] victim = new NioConnection[1];
		this.stepped.server.connections().forEach((connection) -> {
			if (connection.attachment() == null) {
				victim[0] = (NioConnection) connection;
			}
		});
		return victim[0];
	}

	@Test
	@DisplayName("FE1 S5-11 a checked exception that code throws by stealth out of a task is caught as well")
	void sneakyThrow() {
		SimPeer canary = canary();
		SimPeer peer = this.stepped.connect();
		victim().execute(() -> GuardTests.<RuntimeException>sneaky(new Exception("checked")));
		this.stepped.step();
		assertThat(peer.isReleased()).isTrue();
		assertAlive(canary);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

	@Test
	@DisplayName("FE1 S5-11 a failure whose own message throws is contained, out of a task too")
	void hostileFailure() {
		SimPeer canary = canary();
		SimPeer peer = this.stepped.connect();
		victim().execute(() -> {
			throw hostile();
		});
		this.stepped.step();
		assertThat(peer.isReleased()).isTrue();
		assertThat(this.handler.closes).containsExactly(CloseReason.HANDLER_ERROR);
		assertAlive(canary);
	}

	private static IllegalStateException hostile() {
		return new IllegalStateException() {
			@Override
			public String getMessage() {
				throw new UnsupportedOperationException("no message");
			}
		};
	}

	@Test
	@DisplayName("FE1 S5-11 a failure whose own message throws is contained where another thread gives it for an answer")
	void hostileAnswer() {
		SimPeer canary = canary();
		SimPeer peer = this.stepped.connect();
		NioConnection victim = victim();
		CompletableFuture<Answer> owed = new CompletableFuture<>();
		victim.execute(() -> owed.complete(victim.defer(1)));
		this.stepped.step();
		Stepped.elsewhere(() -> owed.join().fail(hostile()));
		this.stepped.step();
		assertThat(peer.isReleased()).isTrue();
		assertThat(this.handler.closes).containsExactly(CloseReason.HANDLER_ERROR);
		assertAlive(canary);
	}

	@Test
	@DisplayName("FE1 S5-11 a failure whose own message throws costs no line of the log, which names its class instead")
	void hostileFailureIsLogged() {
		IllegalStateException failure = hostile();
		try (Logs ends = Logs.of("dev.leat.connection", Level.DEBUG);
				Logs failures = Logs.of(LeatServer.class, Level.ERROR)) {
			SimPeer canary = canary();
			SimPeer peer = this.stepped.connect();
			victim().execute(() -> {
				throw failure;
			});
			this.stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.handler.closes).containsExactly(CloseReason.HANDLER_ERROR);
			assertThat(ends.lines()).singleElement().asString().endsWith(", " + failure.getClass().getName());
			assertThat(failures.throwables().get(0).getMessage()).isEqualTo(failure.getClass().getName());
			assertAlive(canary);
		}
	}

	@Test
	@DisplayName("FE1 S5-11 endless recursion in a callback ends one connection")
	void stackOverflow() {
		SimPeer canary = canary();
		SimPeer peer = this.stepped.connect();
		victim().execute(() -> recurse(1));
		this.stepped.step();
		assertThat(peer.isReleased()).isTrue();
		assertThat(this.handler.cause).isInstanceOf(StackOverflowError.class);
		assertAlive(canary);
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + depth;
	}

	@Test
	@DisplayName("S5-11 what a callback wrote before it threw is sent, then FIN")
	void writesBeforeTheFailureLeave() {
		SimPeer peer = this.stepped.connect();
		victim().execute(() -> {
			victim().write(Bytes.of("sorry"));
			throw new IllegalStateException("boom");
		});
		this.stepped.step();
		assertThat(peer.text()).isEqualTo("sorry");
		assertThat(peer.gotFin()).isTrue();
		assertThat(peer.gotReset()).isFalse();
	}

	@Test
	@DisplayName("S5-11 after the failure the connection's callbacks are over, but for onClose")
	void nothingAfterTheFailure() {
		this.handler.fails(Callback.DATA, new Error("boom"));
		SimPeer peer = this.stepped.connect();
		peer.send("one").send("two").fin();
		this.stepped.step();
		assertThat(this.handler.failed).isEqualTo(1);
		assertThat(this.handler.calls).containsExactly(Callback.CREATE, Callback.OPEN, Callback.DATA, Callback.CLOSE);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "ANSWER", "STREAM" })
	@DisplayName("FE1 S5-11 an interrupt flag that a callback leaves behind is cleared before the next one")
	void interruptFlag(Callback callback) {
		this.handler.interrupts = callback;
		provoke(callback);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.handler.calls).contains(callback);
		assertThat(this.handler.sawInterrupt).isFalse();
	}

	@Test
	@DisplayName("FE1 S5-11 a factory that returns null closes with HANDLER_ERROR, and no hook is called")
	void nullHandler() {
		try (Stepped broken = Stepped.with((loops) -> {
		}, (config) -> {
		}, GuardTests::nothing)) {
			SimPeer peer = broken.connect();
			assertThat(peer.isReleased()).isTrue();
			assertThat(broken.stats().handlerErrors(Callback.CREATE)).isEqualTo(1);
			assertThat(broken.stats().closed(CloseReason.HANDLER_ERROR)).isEqualTo(1);
			assertThat(broken.listener().isArmed()).isTrue();
		}
	}

	@SuppressWarnings("NullAway")
	private static ConnectionHandler nothing(Connection connection) {
		return null;
	}

	@Test
	@DisplayName("S5-11 a factory may turn a client away with close(), and its handler is never called")
	void factoryThatCloses() {
		try (Stepped choosy = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> {
			connection.write(Bytes.of("full"));
			connection.close();
			return this.handler;
		})) {
			SimPeer peer = choosy.connect();
			assertThat(peer.text()).isEqualTo("full");
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.handler.calls).isEmpty();
			assertThat(choosy.server.connections().size()).isZero();
		}
	}

	@AfterEach
	void close() {
		this.handler.failing = EnumSet.noneOf(Callback.class);
		this.stepped.close();
	}

	/** Echoes, and fails once where it is told to. */
	private static final class Failing implements ConnectionHandler, WriteListener {

		final List<Callback> calls = new CopyOnWriteArrayList<>();

		final List<CloseReason> closes = new CopyOnWriteArrayList<>();

		Set<Callback> failing = EnumSet.noneOf(Callback.class);

		@Nullable Callback interrupts;

		boolean sawInterrupt;

		int failed;

		@Nullable Throwable cause;

		private Throwable failure = new Exception("boom");

		void fails(Callback callback, Throwable failure) {
			this.failing = EnumSet.of(callback);
			this.failure = failure;
			this.calls.clear();
		}

		void at(Callback callback) {
			this.calls.add(callback);
			this.sawInterrupt |= Thread.currentThread().isInterrupted();
			if (callback == this.interrupts) {
				Thread.currentThread().interrupt();
			}
			if (this.failing.remove(callback)) {
				this.failed++;
				GuardTests.<RuntimeException>sneaky(this.failure);
			}
		}

		Runnable run(Callback callback) {
			return () -> at(callback);
		}

		@Override
		public void onOpen(Connection connection) {
			at(Callback.OPEN);
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			at(Callback.DATA);
			connection.write(data);
		}

		@Override
		public void onWriteComplete(Connection connection) {
			at(Callback.WRITE_COMPLETE);
		}

		@Override
		public void onWritable(Connection connection) {
			at(Callback.WRITABLE);
		}

		@Override
		public void onInputEnd(Connection connection) {
			at(Callback.INPUT_END);
			connection.close();
		}

		@Override
		public boolean onIdle(Connection connection) {
			at(Callback.IDLE);
			return false;
		}

		@Override
		public void onDrain(Connection connection, Duration remaining) {
			at(Callback.DRAIN);
			connection.close();
		}

		@Override
		public void done(Connection connection, long bytes, @Nullable Throwable failure) {
			at(Callback.WRITE_LISTENER);
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			this.closes.add(reason);
			this.cause = cause;
			at(Callback.CLOSE);
		}

	}

}
