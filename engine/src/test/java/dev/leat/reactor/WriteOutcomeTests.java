package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every write has one outcome: told once, in order, on the loop, never inside the call.
 */
class WriteOutcomeTests {

	private final Recorder handler = new Recorder();

	private final ToldOutcomes outcomes = new ToldOutcomes();

	private final Stepped stepped = Stepped.with((config) -> config.writeMaxPending(100_000_000), this.handler);

	private final SimPeer peer = this.stepped.connect();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	@DisplayName("S1-3 S1-6 S1-14 X1 X3 a random mix of sizes, buffers and threads: order kept, each told once, and never before its bytes are out")
	void randomMix(long seed) {
		Random random = new Random(seed);
		List<byte[]> sent = new ArrayList<>();
		List<Integer> told = new ArrayList<>();
		while (sent.size() < 300) {
			this.peer.window(random.nextInt(3) * random.nextInt(60_000));
			if (random.nextBoolean()) {
				this.stepped.task((connection) -> writeSome(connection, random, sent, told));
			}
			else {
				Stepped.elsewhere(() -> writeSome(this.stepped.connection(), random, sent, told));
				this.stepped.step();
			}
		}
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(told).containsExactlyElementsOf(IntStream.range(0, sent.size()).boxed().toList());
		assertThat(this.peer.received()).isEqualTo(concat(sent));
		assertThat(this.stepped.connection().pendingWriteBytes()).isZero();
		assertThat(this.stepped.group.bufferStats().used()).isZero();
	}

	private void writeSome(Connection connection, Random random, List<byte[]> sent, List<Integer> told) {
		for (int i = random.nextInt(8); i >= 0; i--) {
			byte[] bytes = new byte[random.nextBoolean() ? random.nextInt(200) : random.nextInt(60_000)];
			random.nextBytes(bytes);
			ByteBuffer source = random.nextBoolean() ? ByteBuffer.allocate(bytes.length)
					: ByteBuffer.allocateDirect(bytes.length);
			int number = sent.size();
			sent.add(bytes);
			int end = sent.stream().mapToInt((each) -> each.length).sum();
			connection.write(source.put(bytes).flip(), (where, count, failure) -> {
				assertThat(failure).isNull();
				assertThat(count).isEqualTo(bytes.length);
				assertThat(this.peer.count()).isGreaterThanOrEqualTo(end);
				told.add(number);
			});
		}
	}

	private static byte[] concat(List<byte[]> parts) {
		ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt((part) -> part.length).sum());
		parts.forEach(all::put);
		return all.array();
	}

	@Test
	@DisplayName("S1-4 a listener is never called inside write, not even when the bytes left at once, nor before its callback ends")
	void neverInsideWrite() {
		this.stepped.task((connection) -> {
			connection.write(ByteBuffer.allocateDirect(100_000), this.outcomes.of("large"));
			assertThat(this.peer.received()).hasSize(100_000);
			connection.write(Bytes.of("small"), this.outcomes.of("small"));
			assertThat(this.outcomes.told()).isEmpty();
		});
		assertThat(this.outcomes.told()).containsExactly("large:100000", "small:5");
	}

	@Test
	@DisplayName("S1-4 S3-11 outcomes are told on the loop, whoever wrote")
	void onTheLoop() {
		List<Thread> threads = new ArrayList<>();
		Stepped.elsewhere(() -> this.stepped.connection()
			.write(Bytes.of("x"), (connection, bytes, failure) -> threads.add(Thread.currentThread())));
		this.stepped.step();
		assertThat(threads).containsExactly(Thread.currentThread());
	}

	@Test
	@DisplayName("S1-8 writes without a listener, or with null for it, are sent in order among those with one")
	void nullListener() {
		this.peer.window(3);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("one"), null);
			connection.write(Bytes.of("two"), this.outcomes.of("two"));
			connection.write(Bytes.of("three"));
			connection.write(Bytes.of("four"), this.outcomes.of("four"));
		});
		assertThat(this.outcomes.told()).isEmpty();
		this.peer.window(8);
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("two:3");
		this.peer.window(100);
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("two:3", "four:4");
		assertThat(this.peer.text()).isEqualTo("onetwothreefour");
	}

	@Test
	@DisplayName("S1-11 writeAsync answers with the bytes sent, when they are sent")
	void future() {
		List<CompletableFuture<Long>> futures = new ArrayList<>();
		this.peer.window(3);
		this.stepped.task((connection) -> {
			futures.add(connection.writeAsync(Bytes.of("one")));
			futures.add(connection.writeAsync(Bytes.of("three")));
			assertThat(futures).noneMatch(CompletableFuture::isDone);
		});
		assertThat(futures.get(0)).isCompletedWithValue(3L);
		assertThat(futures.get(1)).isNotDone();
		this.peer.window(5);
		this.stepped.step();
		assertThat(futures.get(1)).isCompletedWithValue(5L);
	}

	@Test
	@DisplayName("FE14 S1-7 S1-15 X13 writes chained from listeners go 100,000 deep without stack growth, to the tail each")
	void chain() {
		Chain chain = new Chain(100_000);
		this.stepped.connection().execute(() -> this.stepped.connection().write(Bytes.of("0"), chain));
		for (int i = 0; i <= 100_000; i++) {
			this.stepped.turn();
		}
		assertThat(chain.left).isZero();
		assertThat(this.peer.received()).hasSize(100_001);
		assertThat(chain.deepest).isEqualTo(1);
	}

	@Test
	@DisplayName("FE17 S1-7 a chain of writes takes one step a turn, so that others on the loop get theirs")
	void chainYields() {
		NioConnection connection = this.stepped.connection();
		SimPeer other = this.stepped.connect();
		Chain chain = new Chain(1000);
		connection.execute(() -> connection.write(Bytes.of("0"), chain));
		this.stepped.turn();
		other.send("hello");
		this.stepped.turn();
		assertThat(this.handler.text()).isEqualTo("hello");
		assertThat(chain.left).isGreaterThan(990);
	}

	@Test
	@DisplayName("S1-10 X12 a reset fails the write that was on its way with what got out of it, and all behind it with nothing")
	void reset() {
		this.peer.window(5);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("one"), this.outcomes.of("one"));
			connection.write(Bytes.of("three"), this.outcomes.of("three"));
			connection.write(Bytes.of("two"), this.outcomes.of("two"));
		});
		this.peer.reset();
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("one:3", "three:2 IOException", "two:0 IOException");
		assertThat(this.outcomes.failures()).allMatch((failure) -> failure == this.handler.cause);
		assertThat(this.stepped.group.bufferStats().used()).isZero();
	}

	@Test
	@DisplayName("S1-10 X12 a write that fails in the very call is told after it, as are those that follow in the same callback")
	void failsAtOnce() {
		this.stepped.task((connection) -> {
			this.peer.fail(new IOException("Broken pipe"));
			connection.write(ByteBuffer.allocateDirect(100_000), this.outcomes.of("first"));
			connection.write(Bytes.of("second"), this.outcomes.of("second"));
			assertThat(this.outcomes.told()).isEmpty();
		});
		assertThat(this.outcomes.told()).containsExactly("first:0 IOException", "second:0 ClosedChannelException");
	}

	@Test
	@DisplayName("S1-10 H6 an abort fails what was pending; what was out before is a success")
	void abort() {
		this.peer.window(5);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("in time"), this.outcomes.of("cut"));
			connection.write(Bytes.of("late"), this.outcomes.of("late"));
		});
		this.stepped.task(NioConnection::abort);
		assertThat(this.outcomes.told()).containsExactly("cut:5 ClosedChannelException",
				"late:0 ClosedChannelException");
		assertThat(this.outcomes.failures()).hasOnlyElementsOfType(ClosedChannelException.class);
	}

	@Test
	@DisplayName("S1-3 onClose comes after the outcome of every write")
	void beforeOnClose() {
		this.peer.window(0);
		this.stepped.task((connection) -> {
			for (int i = 0; i < 3; i++) {
				connection.write(Bytes.of("x"), (where, bytes, failure) -> this.handler.events.add("told"));
			}
		});
		this.peer.reset();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "told", "told", "told", "close PEER_RESET");
	}

	@Test
	@DisplayName("FE1 X13 S5-11 a listener that throws ends the connection; the writes behind it are sent and told all the same")
	void listenerThrows() {
		this.peer.window(1);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("a"), (where, bytes, failure) -> {
				throw new IllegalStateException("boom");
			});
			connection.write(Bytes.of("b"), this.outcomes.of("b"));
			connection.write(Bytes.of("c"), this.outcomes.of("c"));
		});
		this.peer.window(2).fin();
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("abc");
		assertThat(this.outcomes.told()).containsExactly("b:1", "c:1");
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.HANDLER_ERROR);
	}

	@Test
	@DisplayName("FE14 X13 a listener may abort: those behind it are told that they failed, once")
	void listenerAborts() {
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("a"), (where, bytes, failure) -> where.abort());
			connection.write(Bytes.of("b"), this.outcomes.of("b"));
		});
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.LOCAL);
		assertThat(this.outcomes.told()).containsExactly("b:1");
	}

	@Test
	@DisplayName("X13 S1-3 a write from a failed write's listener fails in its turn, once")
	void retryOnFailure() {
		this.peer.window(0);
		this.stepped.task((connection) -> connection.write(Bytes.of("a"),
				(where, bytes, failure) -> where.write(Bytes.of("again"), this.outcomes.of("again"))));
		this.peer.reset();
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("again:0 ClosedChannelException");
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

	/** Writes the next byte when the one before is out. */
	private static final class Chain implements WriteListener {

		int left;

		int depth;

		int deepest;

		Chain(int length) {
			this.left = length;
		}

		@Override
		public void done(Connection connection, long bytes, @Nullable Throwable failure) {
			this.deepest = Math.max(this.deepest, ++this.depth);
			if (this.left-- > 0) {
				connection.write(Bytes.of("x"), this);
			}
			else {
				this.left = 0;
			}
			this.depth--;
		}

	}

}
