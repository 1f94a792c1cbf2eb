package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import dev.leat.sim.SimFaults;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads of a stream move large buffers themselves while the loop has lent them the
 * socket, and nobody can tell but by the turns that it takes.
 */
class StraightStreamTests {

	private static final int LARGE = 40_000;

	private static final Duration IDLE = Duration.ofMinutes(1);

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile @Nullable Halves halves;

	private final StreamHandler handler = (connection, in, out) -> {
		this.halves = new Halves(in, out);
		this.end.await();
	};

	private final Stepped stepped = Stepped.with((loops) -> {
	}, (config) -> config.idleTimeout(IDLE), new StreamCalls(this.handler, (task) -> new Thread(task).start()));

	private final SimPeer peer = this.stepped.connect();

	@BeforeEach
	void awaitHandler() {
		while (this.halves == null) {
			Thread.onSpinWait();
		}
	}

	@AfterEach
	void stop() {
		this.end.countDown();
		this.stepped.close();
	}

	private ReadHalf in() {
		return Objects.requireNonNull(this.halves).in();
	}

	private WriteHalf out() {
		return Objects.requireNonNull(this.halves).out();
	}

	private static ByteBuffer large(char content) {
		byte[] bytes = new byte[LARGE];
		Arrays.fill(bytes, (byte) content);
		return ByteBuffer.allocateDirect(LARGE).put(bytes).flip();
	}

	private Aside<Integer> writer(ByteBuffer bytes) {
		return Aside.run(() -> {
			out().write(bytes);
			return bytes.position();
		});
	}

	private Aside<Integer> reader() {
		return Aside.run(() -> in().read(ByteBuffer.allocateDirect(LARGE)));
	}

	/** Has the loop fill a large buffer, so that it lends the socket. */
	private void readMuch() throws Exception {
		Aside<Integer> reader = reader().awaitWaiting();
		this.peer.send("x".repeat(LARGE));
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(LARGE);
	}

	@Test
	@DisplayName("S4-12 a large write goes to the socket without a turn of the loop, and is counted")
	void writes() throws Exception {
		assertThat(writer(large('a')).get()).isEqualTo(LARGE);
		assertThat(this.peer.text()).isEqualTo("a".repeat(LARGE));
		assertThat(this.stepped.connection().pendingWriteBytes()).isZero();
		assertThat(this.stepped.stats().bytesWrittenDirect()).isEqualTo(LARGE);
	}

	@Test
	@DisplayName("S4-4 what the socket does not take counts as pending and goes before anything else")
	void rest() throws Exception {
		this.peer.window(30_000);
		assertThat(writer(large('a')).get()).isEqualTo(LARGE);
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(LARGE - 30_000);
		this.stepped.connection().write(Bytes.of("loop"));
		assertThat(writer(large('b')).awaitWaiting().isDone()).isFalse();
		this.stepped.step();
		assertThat(this.peer.received()).hasSize(30_000);
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("a".repeat(LARGE) + "loop" + "b".repeat(LARGE));
		assertThat(this.stepped.connection().pendingWriteBytes()).isZero();
	}

	@Test
	@DisplayName("S4-4 closing sends what the socket did not take of a write, and then FIN")
	void restBeforeFin() throws Exception {
		this.peer.window(30_000);
		assertThat(writer(large('a')).get()).isEqualTo(LARGE);
		this.stepped.connection().close();
		this.stepped.step();
		assertThat(this.peer.gotFin()).isFalse();
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("a".repeat(LARGE));
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("S4-4 a large write does not overtake what its thread has asked for before")
	void order() throws Exception {
		Aside<Integer> writer = Aside.run(() -> {
			this.stepped.connection().write(Bytes.of("before"));
			out().write(large('a'));
			out().write(Bytes.of("after"));
			return 1;
		}).awaitWaiting();
		assertThat(this.peer.received()).isEmpty();
		writer.get(this.stepped::step);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("before" + "a".repeat(LARGE) + "after");
	}

	@Test
	@DisplayName("S4-10 a write behind the end of the output fails, and nothing is sent")
	void shutDown() throws Exception {
		Aside<Integer> writer = Aside.run(() -> {
			this.stepped.connection().shutdownOutput();
			out().write(large('a'));
			return 1;
		}).awaitWaiting();
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("shut down");
		assertThat(this.peer.received()).isEmpty();
	}

	@Test
	@DisplayName("S4-10 the error of a write is told to the writer, and reading goes on")
	void failingWrite() throws Exception {
		this.peer.failWrites(new IOException("Broken pipe"));
		Aside<Integer> writer = writer(large('a')).awaitWaiting();
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("Broken pipe");
		assertThat(this.stepped.connection().pendingWriteBytes()).isZero();
		Aside<Integer> reader = reader().awaitWaiting();
		this.peer.send("goes on");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(7);
	}

	@Test
	@DisplayName("S4-10 a write of nothing behind what was lost of a thread's write fails too")
	void nothingBehindWhatIsLost() throws Exception {
		NioConnection connection = this.stepped.connection();
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		connection.schedule(Duration.ofSeconds(1),
				() -> connection.write(ByteBuffer.allocate(0), (self, count, why) -> failure.complete(why)));
		this.stepped.step();
		this.peer.window(10_000);
		assertThat(writer(large('a')).get()).isEqualTo(LARGE);
		this.peer.failWrites(new IOException("Broken pipe"));
		this.stepped.advance(Duration.ofSeconds(1));
		this.stepped.step();
		assertThat(failure).isDone();
		assertThat(failure.get()).isInstanceOf(IOException.class);
	}

	@Test
	@DisplayName("S4-12 a reader who got much reads on without a turn of the loop, until nothing is left")
	void readsOn() throws Exception {
		readMuch();
		this.peer.send("y".repeat(20_000));
		assertThat(reader().get()).isEqualTo(20_000);
		this.peer.send("z");
		assertThat(reader().get()).isEqualTo(1);
		Aside<Integer> reader = reader().awaitWaiting();
		this.stepped.step();
		assertThat(this.stepped.stats().bytesRead()).isEqualTo(LARGE + 20_001);
		this.peer.send("by the loop");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(11);
	}

	@Test
	@DisplayName("S4-12 a reader who got much keeps the socket however long much comes, and the loop does not read it")
	void keepsSocket() throws Exception {
		readMuch();
		for (int i = 0; i < 100; i++) {
			this.peer.send("y".repeat(20_000));
			this.stepped.step();
			assertThat(reader().get()).isEqualTo(20_000);
		}
		assertThat(this.stepped.stats().bytesRead()).isEqualTo(LARGE + 100 * 20_000);
	}

	@Test
	@DisplayName("S4-12 a reader who finds nothing looks once more before the loop watches the socket again")
	void looksAgain() throws Exception {
		readMuch();
		AtomicInteger calls = new AtomicInteger();
		this.stepped.network.faults(new SimFaults() {
			@Override
			public void before(String operation) {
				if (calls.incrementAndGet() == 2) {
					StraightStreamTests.this.peer.send("late");
				}
			}
		});
		assertThat(reader().get()).isEqualTo(4);
		Aside<Integer> reader = reader().awaitWaiting();
		assertThat(calls).hasValue(4);
		this.peer.send("by the loop");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(11);
	}

	@Test
	@DisplayName("S4-12 the loop leaves what is there to a reader who got much of what was read ahead")
	void leftToReader() throws Exception {
		this.peer.send("y".repeat(20_000));
		this.stepped.step();
		assertThat(reader().get()).isEqualTo(20_000);
		this.peer.send("z".repeat(20_000));
		this.stepped.step();
		assertThat(in().available()).isZero();
		assertThat(this.peer.unread()).isEqualTo(20_000);
		assertThat(reader().get()).isEqualTo(20_000);
		assertThat(this.stepped.stats().bytesRead()).isEqualTo(40_000);
	}

	@Test
	@DisplayName("S4-4 the loop does not leave the socket to a reader for whom bytes wait that came before")
	void notLeftPastWhatWaits() throws Exception {
		this.peer.send("first");
		this.stepped.step();
		ReadSide side = Objects.requireNonNull(this.stepped.connection().life().halves()).in();
		side.straight().got(20_000, true);
		this.peer.send("second");
		this.stepped.step();
		assertThat(side.straight().isGranted()).isFalse();
		assertThat(in().available()).isEqualTo(11);
		assertThat(Aside.run(() -> Streams.text(in(), 11)).get()).isEqualTo("firstsecond");
	}

	@Test
	@DisplayName("S4-3 a reader who comes to wait just when the socket is left to it is not forgotten")
	void grantedWhileWaiting() throws Exception {
		readMuch();
		Aside<Integer> reader = reader().awaitWaiting();
		this.stepped.step();
		ReadSide side = Objects.requireNonNull(this.stepped.connection().life().halves()).in();
		assertThat(side.straight().leave()).isTrue();
		side.changed();
		this.peer.send("z".repeat(20_000));
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(20_000);
	}

	@Test
	@DisplayName("S4-4 who reads with a small buffer gives the socket back, and all comes in order")
	void smallReader() throws Exception {
		readMuch();
		this.peer.send("y".repeat(20_000) + "z");
		Aside<String> reader = Aside.run(() -> Streams.text(in(), 20_001)).awaitWaiting();
		this.stepped.step();
		assertThat(reader.get()).isEqualTo("y".repeat(20_000) + "z");
	}

	@Test
	@DisplayName("S4-4 a pause of the application's stops the reader, who goes on when it is over")
	void paused() throws Exception {
		readMuch();
		this.stepped.connection().pauseReading();
		this.peer.send("later");
		Aside<Integer> reader = reader().awaitWaiting();
		this.stepped.step();
		assertThat(reader.isDone()).isFalse();
		this.stepped.connection().resumeReading();
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(5);
	}

	@Test
	@DisplayName("T12 what came while nobody read keeps the connection from being idle, and so does a write")
	void idle() throws Exception {
		readMuch();
		this.peer.send("heard");
		this.stepped.advance(IDLE);
		assertThat(this.stepped.connection().isOpen()).isTrue();
		assertThat(in().available()).isEqualTo(5);
		this.stepped.clock.advance(IDLE.dividedBy(2));
		assertThat(writer(large('a')).get()).isEqualTo(LARGE);
		this.stepped.advance(IDLE.dividedBy(2));
		assertThat(this.stepped.connection().isOpen()).isTrue();
		this.stepped.advance(IDLE);
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("S4-9 a drain ends the input behind what had come, though the reader had the socket")
	void drain() throws Exception {
		readMuch();
		this.peer.send("last");
		this.stepped.server.drain(Duration.ofSeconds(5));
		this.stepped.step();
		assertThat(reader().get()).isEqualTo(4);
		this.stepped.advance(Duration.ofNanos(Silence.SHORT));
		assertThat(reader().get()).isEqualTo(-1);
	}

	@Test
	@DisplayName("S4-9 a drain waits for a reader who calls the socket just now, and loses nothing behind what that gets")
	void drainInCall() throws Exception {
		readMuch();
		this.peer.send("first");
		HeldCalls calls = new HeldCalls();
		this.stepped.network.faults(calls);
		Aside<Integer> reader = reader();
		calls.called.await();
		this.peer.send("last");
		this.stepped.server.drain(Duration.ofSeconds(5));
		this.stepped.step();
		calls.goOn = true;
		assertThat(reader.get()).isEqualTo(5);
		assertThat(reader().get()).isEqualTo(4);
		this.stepped.advance(Duration.ofNanos(Silence.SHORT));
		assertThat(reader().get()).isEqualTo(-1);
		assertThat(this.stepped.stats().bytesRead()).isEqualTo(LARGE + 9);
	}

	/** Ends the output while the socket takes a part of what a thread writes. */
	private void endInCall(Consumer<Connection> end) throws Exception {
		this.peer.window(30_000);
		HeldCalls calls = new HeldCalls();
		this.stepped.network.faults(calls);
		Aside<Integer> writer = writer(large('a'));
		calls.called.await();
		end.accept(this.stepped.connection());
		this.stepped.step();
		calls.goOn = true;
		assertThat(writer.get()).isEqualTo(LARGE);
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("a".repeat(LARGE));
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("S4-4 closing while a thread calls the socket sends what that did not take of its write, and then FIN")
	void closeInCall() throws Exception {
		endInCall(Connection::close);
	}

	@Test
	@DisplayName("S4-4 shutdownOutput while a thread calls the socket loses nothing of its write, and then FIN follows")
	void shutInCall() throws Exception {
		endInCall(Connection::shutdownOutput);
	}

	@Test
	@DisplayName("S4-4 closing the write half while a thread calls the socket loses nothing of its write either")
	void closeHalfInCall() throws Exception {
		endInCall((connection) -> out().close());
	}

	@Test
	@DisplayName("S4-4 shutdownOutput behind close while a thread calls the socket loses nothing of its write either")
	void shutBehindCloseInCall() throws Exception {
		endInCall((connection) -> {
			connection.close();
			connection.shutdownOutput();
		});
	}

	@Test
	@DisplayName("FB2 what a thread sends without the loop puts the half-close timeout off")
	void halfClosed() throws Exception {
		this.peer.fin();
		this.stepped.step();
		this.stepped.advance(Duration.ofSeconds(20));
		assertThat(writer(large('a')).get()).isEqualTo(LARGE);
		this.stepped.advance(Duration.ofSeconds(20));
		assertThat(this.stepped.connection().isOpen()).isTrue();
		this.stepped.advance(Duration.ofSeconds(10));
		assertThat(this.stepped.stats().closed(CloseReason.HALF_CLOSE_TIMEOUT)).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-9 a drain loses nothing behind a large read whose thread has yet to note how much it got")
	void drainBehindLargeRead() throws Exception {
		readMuch();
		this.peer.send("last");
		Split split = Objects.requireNonNull(this.stepped.connection().life().halves());
		split.in().straight().reclaim();
		split.in().straight().got(20_000, true);
		this.stepped.connection().input().read();
		assertThat(split.in().straight().isReturned()).isTrue();
		assertThat(in().available()).isEqualTo(4);
	}

	@Test
	@DisplayName("S4-9 a drain loses nothing behind what fills the buffer of a reader who waits")
	void drainBehindFullBuffer() throws Exception {
		Aside<Integer> reader = reader().awaitWaiting();
		this.peer.send("x".repeat(LARGE)).send("y".repeat(20_000)).send("last");
		this.stepped.connection().life().drain(Duration.ofSeconds(5));
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(LARGE);
		assertThat(in().available()).isEqualTo(20_004);
		assertThat(reader().get()).isEqualTo(20_004);
		this.stepped.advance(Duration.ofNanos(Silence.SHORT));
		assertThat(reader().get()).isEqualTo(-1);
	}

	@Test
	@DisplayName("S4-10 a reader that fails when it has called the socket does not keep it from the loop")
	void failingReader() throws Exception {
		readMuch();
		this.peer.send("y".repeat(20_000)).send("last");
		this.stepped.clock.failOnce(new IllegalStateException("No time"));
		assertThat(reader().failure()).hasMessage("No time");
		StraightReads straight = Objects.requireNonNull(this.stepped.connection().life().halves()).in().straight();
		assertThat(straight.isGranted()).isTrue();
		this.stepped.server.drain(Duration.ofSeconds(5));
		this.stepped.step();
		assertThat(reader().get()).isEqualTo(4);
	}

	@Test
	@DisplayName("S4-10 a reset that the reader meets ends the connection, and is told to it")
	void reset() throws Exception {
		readMuch();
		this.peer.fail(new IOException("Connection reset by peer"));
		Aside<Integer> reader = reader().awaitWaiting();
		this.stepped.step();
		assertThat(reader.failure()).isInstanceOf(IOException.class);
		assertThat(this.stepped.stats().closed(CloseReason.PEER_RESET)).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-9 the end of the input that the reader meets is the end of the stream")
	void inputEnd() throws Exception {
		readMuch();
		this.peer.fin();
		Aside<Integer> reader = reader().awaitWaiting();
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(-1);
	}

	@Test
	@DisplayName("S4-7 an asynchronous read takes the socket back from the thread that read before")
	void asynchronous() throws Exception {
		readMuch();
		ByteBuffer into = ByteBuffer.allocate(8);
		var read = in().readAsync(into);
		this.peer.send("async");
		this.stepped.step();
		assertThat(read).isCompletedWithValue(5);
	}

	/** Holds the calls of other threads until the loop waits for them. */
	private static final class HeldCalls implements SimFaults {

		private final Thread loop = Thread.currentThread();

		final CountDownLatch called = new CountDownLatch(1);

		volatile boolean goOn;

		@Override
		public void before(String operation) {
			this.called.countDown();
			while (Thread.currentThread() != this.loop && !this.goOn
					&& !(LockSupport.getBlocker(this.loop) instanceof Lease)) {
				Thread.onSpinWait();
			}
		}

	}

}
