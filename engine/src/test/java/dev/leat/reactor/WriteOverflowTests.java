package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pending output never exceeds {@code write.max-pending}, by either policy and from any
 * thread.
 */
class WriteOverflowTests {

	private static final int CAP = 1000;

	private static final int MOST_TASKS = 65_536;

	private final Recorder handler = new Recorder();

	private final ToldOutcomes outcomes = new ToldOutcomes();

	private @Nullable Stepped running;

	private @Nullable SimPeer client;

	/** A connection whose peer takes nothing. */
	private void start(ServerConfig.WriteOverflow policy) {
		this.running = Stepped.with((config) -> config.writeMaxPending(CAP).writeOverflow(policy), this.handler);
		this.client = this.running.connect().window(0);
	}

	private Stepped stepped() {
		assert this.running != null;
		return this.running;
	}

	private SimPeer peer() {
		assert this.client != null;
		return this.client;
	}

	private NioConnection connection() {
		return stepped().connection();
	}

	/** Runs it as a task of the loop, or on another thread. */
	private void where(boolean onLoop, Consumer<Connection> what) {
		NioConnection connection = connection();
		if (onLoop) {
			stepped().task(what::accept);
		}
		else {
			Stepped.elsewhere(() -> what.accept(connection));
			stepped().step();
		}
	}

	private static ByteBuffer size(int bytes) {
		return ByteBuffer.allocate(bytes);
	}

	@AfterEach
	void close() {
		stepped().close();
	}

	/** The default. */
	@Nested
	class ThatCloses {

		@BeforeEach
		void policy() {
			start(ServerConfig.WriteOverflow.CLOSE);
		}

		@ParameterizedTest
		@ValueSource(booleans = { true, false })
		@DisplayName("X15 pending output may reach the cap exactly")
		void upToTheCap(boolean onLoop) {
			where(onLoop, (connection) -> {
				connection.write(size(CAP - 1));
				connection.write(size(1));
			});
			assertThat(connection().pendingWriteBytes()).isEqualTo(CAP);
			assertThat(connection().isOpen()).isTrue();
		}

		@ParameterizedTest
		@ValueSource(booleans = { true, false })
		@DisplayName("X15 one byte above the cap resets the connection with WRITE_OVERFLOW and drops what was pending")
		void aboveTheCap(boolean onLoop) {
			ByteBuffer last = size(1);
			where(onLoop, (connection) -> {
				connection.write(size(CAP), WriteOverflowTests.this.outcomes.of("pending"));
				connection.write(last, WriteOverflowTests.this.outcomes.of("over"));
				connection.write(size(5), WriteOverflowTests.this.outcomes.of("late"));
			});
			assertThat(WriteOverflowTests.this.handler.closed).isCompletedWithValue(CloseReason.WRITE_OVERFLOW);
			assertThat(WriteOverflowTests.this.handler.cause).isInstanceOf(WriteOverflowException.class)
				.hasMessageContaining("A write of 1 bytes")
				.hasMessageContaining(CAP + " bytes are pending")
				.hasMessageContaining("write.max-pending");
			assertThat(peer().gotReset()).isTrue();
			assertThat(last.hasRemaining()).isFalse();
			assertThat(stepped().group.bufferStats().used()).isZero();
			assertThat(WriteOverflowTests.this.outcomes.told()).hasSize(3)
				.startsWith("pending:0 WriteOverflowException", "over:0 WriteOverflowException");
		}

		@Test
		@DisplayName("X15 on the loop the connection is closed to writes at once, and later ones fail without a throw")
		void closedAtOnce() {
			where(true, (connection) -> {
				connection.write(size(CAP + 1));
				assertThat(connection.isOpen()).isFalse();
				connection.write(size(1), WriteOverflowTests.this.outcomes.of("late"));
			});
			assertThat(WriteOverflowTests.this.outcomes.told()).singleElement().asString().startsWith("late:0 ");
		}

		@Test
		@DisplayName("X15 a single write above the cap overflows even where the socket would take it")
		void singleWrite() {
			peer().window(Long.MAX_VALUE);
			where(true, (connection) -> connection.write(size(CAP + 1)));
			assertThat(WriteOverflowTests.this.handler.closed).isCompletedWithValue(CloseReason.WRITE_OVERFLOW);
			assertThat(peer().received()).isEmpty();
		}

		@Test
		@DisplayName("S3-14 many writes far above the cap in sum are fine while the socket takes them")
		void sumIsNoLimit() {
			peer().window(Long.MAX_VALUE);
			where(true, (connection) -> {
				for (int i = 0; i < 100; i++) {
					connection.write(size(CAP));
				}
			});
			assertThat(peer().received()).hasSize(100 * CAP);
			assertThat(connection().isOpen()).isTrue();
		}

		@Test
		@DisplayName("X15 small writes of one callback are held to the cap, although they are sent when it ends")
		void smallWritesAreCounted() {
			List<Boolean> open = new ArrayList<>();
			where(true, (connection) -> {
				for (int i = 0; i < 12; i++) {
					connection.write(size(100));
					open.add(connection.isOpen());
				}
			});
			assertThat(open).startsWith(true, true, true, true, true, true, true, true, true, true)
				.endsWith(false, false);
			assertThat(WriteOverflowTests.this.handler.closed).isCompletedWithValue(CloseReason.WRITE_OVERFLOW);
		}

		@Test
		@DisplayName("X15 bytes of another thread count before the loop has them")
		void countedBeforeTheHop() {
			Stepped.elsewhere(() -> {
				connection().write(size(600));
				assertThat(connection().pendingWriteBytes()).isEqualTo(600);
				connection().write(size(600));
			});
			stepped().step();
			assertThat(WriteOverflowTests.this.handler.closed).isCompletedWithValue(CloseReason.WRITE_OVERFLOW);
		}

	}

	/** The other one. */
	@Nested
	class ThatFails {

		@BeforeEach
		void policy() {
			start(ServerConfig.WriteOverflow.FAIL);
		}

		@ParameterizedTest
		@ValueSource(ints = { 0, CAP + 1 })
		@DisplayName("X15 FE9 refusals and empty writes that a held loop does not tell of are bounded: one more throws")
		void bounded(int bytes) {
			NioConnection connection = connection();
			WriteListener done = WriteOverflowTests.this.outcomes.of("told");
			Stepped.elsewhere(() -> {
				for (int i = 0; i < MOST_TASKS; i++) {
					connection.write(size(bytes), done);
				}
				assertThatExceptionOfType(WriteOverflowException.class)
					.isThrownBy(() -> connection.write(size(bytes), done));
			});
			stepped().step();
			assertThat(WriteOverflowTests.this.outcomes.told()).hasSize(MOST_TASKS);
			Stepped.elsewhere(() -> connection.write(size(bytes), done));
			stepped().step();
			assertThat(WriteOverflowTests.this.outcomes.told()).hasSize(MOST_TASKS + 1);
		}

		@ParameterizedTest
		@ValueSource(booleans = { true, false })
		@DisplayName("X15 without a listener the write throws, and its buffer is untouched")
		void throwsWithoutListener(boolean onLoop) {
			ByteBuffer source = size(CAP + 5).position(3);
			where(onLoop,
					(connection) -> assertThatExceptionOfType(WriteOverflowException.class)
						.isThrownBy(() -> connection.write(source))
						.withMessageContaining("A write of " + (CAP + 2) + " bytes")
						.withMessageContaining("'stepped' allows " + CAP));
			assertThat(source.position()).isEqualTo(3);
			assertThat(source.limit()).isEqualTo(CAP + 5);
			assertThat(connection().isOpen()).isTrue();
			assertThat(connection().pendingWriteBytes()).isZero();
		}

		@ParameterizedTest
		@ValueSource(booleans = { true, false })
		@DisplayName("S1-8 X15 a null listener is none: the write throws")
		void nullListener(boolean onLoop) {
			where(onLoop, (connection) -> assertThatExceptionOfType(WriteOverflowException.class)
				.isThrownBy(() -> connection.write(size(CAP + 1), null)));
			assertThat(connection().isOpen()).isTrue();
		}

		@ParameterizedTest
		@ValueSource(booleans = { true, false })
		@DisplayName("X15 a listener is told instead, in its turn and not inside the call; others go on")
		void listenerIsTold(boolean onLoop) {
			ByteBuffer over = size(CAP);
			ToldOutcomes told = WriteOverflowTests.this.outcomes;
			where(onLoop, (connection) -> {
				connection.write(size(CAP - 10), told.of("first"));
				connection.write(over, told.of("over"));
				connection.write(size(10), told.of("last"));
				assertThat(told.told()).isEmpty();
			});
			assertThat(over.position()).isZero();
			assertThat(told.told()).isEmpty();
			peer().window(CAP - 10);
			stepped().step();
			assertThat(told.told()).containsExactly("first:" + (CAP - 10), "over:0 WriteOverflowException");
			peer().window(10);
			stepped().step();
			assertThat(told.told()).last().isEqualTo("last:10");
		}

		@Test
		@DisplayName("X15 a refused write holds nothing up: the connection completes, closes and sends FIN all the same")
		void refusedHoldsNothingUp() {
			peer().window(Long.MAX_VALUE);
			where(true, (connection) -> {
				connection.write(size(10));
				connection.write(size(CAP + 1), WriteOverflowTests.this.outcomes.of("over"));
				connection.close();
			});
			assertThat(peer().gotFin()).isTrue();
			assertThat(WriteOverflowTests.this.outcomes.told()).containsExactly("over:0 WriteOverflowException");
		}

		@Test
		@DisplayName("S1-11 X15 the future of a refused write fails")
		void futureFails() {
			List<CompletableFuture<Long>> futures = new ArrayList<>();
			where(true, (connection) -> futures.add(connection.writeAsync(size(CAP + 1))));
			assertThat(futures.get(0)).isCompletedExceptionally();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(futures.get(0)::get)
				.withCauseInstanceOf(WriteOverflowException.class);
		}

		@Test
		@DisplayName("X7 X17 where the socket turns out to be dead, the write is late and not too large: nothing is thrown")
		void deadSocket() {
			where(true, (connection) -> {
				connection.write(size(10));
				peer().reset();
				connection.write(size(CAP + 1));
				connection.write(size(CAP + 1), WriteOverflowTests.this.outcomes.of("late"));
			});
			assertThat(WriteOverflowTests.this.handler.closed).isCompletedWithValue(CloseReason.PEER_RESET);
			assertThat(WriteOverflowTests.this.outcomes.told()).containsExactly("late:0 ClosedChannelException");
		}

		@Test
		@DisplayName("X15 room comes back as the peer takes bytes")
		void roomComesBack() {
			where(true, (connection) -> connection.write(size(CAP)));
			peer().window(100);
			stepped().step();
			where(true, (connection) -> {
				assertThatExceptionOfType(WriteOverflowException.class).isThrownBy(() -> connection.write(size(101)));
				connection.write(size(100));
			});
			assertThat(connection().pendingWriteBytes()).isEqualTo(CAP);
		}

		@Test
		@DisplayName("X15 an overflow that a callback does not catch closes with HANDLER_ERROR, as any failure")
		void uncaught() {
			where(true, (connection) -> connection.write(size(CAP + 1)));
			peer().window(10).fin();
			stepped().step();
			assertThat(WriteOverflowTests.this.handler.closed).isCompletedWithValue(CloseReason.HANDLER_ERROR);
		}

		@Test
		@DisplayName("X16 threads that write at once never bring the pending output above the cap, and lose no refusal")
		void racingThreads() throws Exception {
			NioConnection connection = connection();
			List<Thread> threads = new ArrayList<>();
			AtomicInteger taken = new AtomicInteger();
			for (int i = 0; i < 4; i++) {
				threads.add(new Thread(() -> {
					for (int k = 0; k < 500; k++) {
						if (Writes.tryWrite(connection, size(7), null)) {
							taken.incrementAndGet();
						}
					}
				}));
			}
			threads.forEach(Thread::start);
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(taken).hasValue(CAP / 7);
			assertThat(connection.pendingWriteBytes()).isEqualTo(CAP / 7 * 7);
			stepped().step();
			assertThat(connection.pendingWriteBytes()).isEqualTo(CAP / 7 * 7);
		}

	}

}
