package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes go straight to the socket while nothing waits; only what it does not take is
 * copied into the queue.
 */
class DirectFirstTests {

	private static final int LARGE = Output.SMALL + 1;

	private final Stepped stepped = Stepped.of((connection, data) -> data.position(data.limit()));

	private final SimPeer peer = this.stepped.connect();

	private void task(Consumer<NioConnection> what) {
		this.stepped.task(what);
	}

	private void assertWritten(long direct, long queued) {
		assertThat(this.stepped.stats().bytesWrittenDirect()).isEqualTo(direct);
		assertThat(this.stepped.stats().bytesWrittenQueued()).isEqualTo(queued);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, Output.SMALL - 1, Output.SMALL, LARGE, Batch.CAPACITY, Batch.CAPACITY + 1, 1_000_000 })
	@DisplayName("S3-1 S3-6 S3-8 X10 what the socket takes at once is never copied into the queue, and is counted as direct")
	void takenAtOnce(int size) {
		byte[] bytes = Bytes.random(size);
		task((connection) -> connection.write(ByteBuffer.wrap(bytes)));
		assertThat(this.peer.received()).isEqualTo(bytes);
		assertWritten(size, 0);
		assertThat(this.stepped.group.bufferStats().acquiredAllocated()).isZero();
	}

	@Test
	@DisplayName("S3-1 a large direct buffer leaves in one system call, uncopied, when the call returns")
	void largeDirectBufferAtOnce() {
		byte[] bytes = Bytes.random(1_000_000);
		ByteBuffer source = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
		task((connection) -> {
			connection.write(source);
			assertThat(this.peer.received()).hasSize(bytes.length);
			assertThat(this.peer.writes()).isEqualTo(1);
		});
		assertThat(this.peer.received()).isEqualTo(bytes);
	}

	@Test
	@DisplayName("X6 S3-6 a small write waits for the end of its callback, so that a hundred leave in one system call")
	void smallWritesGather() {
		task((connection) -> {
			for (int i = 0; i < 100; i++) {
				connection.write(Bytes.of("0123456789"));
			}
			assertThat(this.peer.writes()).isZero();
			assertThat(connection.pendingWriteBytes()).isZero();
		});
		assertThat(this.peer.writes()).isEqualTo(1);
		assertThat(this.peer.text()).isEqualTo("0123456789".repeat(100));
		assertWritten(1000, 0);
	}

	@Test
	@DisplayName("S3-6 small writes larger than the batch together leave as the batch fills")
	void batchOverflows() {
		byte[] bytes = Bytes.random(10 * Output.SMALL);
		task((connection) -> {
			for (int i = 0; i < 10; i++) {
				connection.write(ByteBuffer.wrap(bytes, i * Output.SMALL, Output.SMALL));
			}
			assertThat(this.peer.received()).hasSize(Batch.CAPACITY);
		});
		assertThat(this.peer.received()).isEqualTo(bytes);
		assertThat(this.peer.writes()).isEqualTo(2);
	}

	@Test
	@DisplayName("S3-3 Y2 the rest of a partial write is queued, and comes out whole")
	void restOfPartialWrite() {
		this.peer.window(3);
		task((connection) -> {
			connection.write(Bytes.of("0123456789"));
			connection.write(Bytes.of("abc"));
		});
		assertThat(this.peer.text()).isEqualTo("012");
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(10);
		assertWritten(3, 0);
		this.peer.window(100);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("0123456789abc");
		assertThat(this.stepped.connection().pendingWriteBytes()).isZero();
		assertWritten(3, 10);
	}

	@Test
	@DisplayName("S3-4 S2-11 a socket that takes nothing is no error: all bytes are queued")
	void wouldBlock() {
		this.peer.window(0);
		task((connection) -> connection.write(Bytes.of("0123456789")));
		assertThat(this.peer.text()).isEmpty();
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(10);
		assertThat(this.stepped.connection().isOpen()).isTrue();
		assertWritten(0, 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, LARGE, 300_000 })
	@DisplayName("S3-2 X10 while bytes wait, a write is appended and does not touch the socket, whatever the socket would take")
	void neverOvertakes(int size) {
		this.peer.window(0);
		task((connection) -> connection.write(Bytes.of("first")));
		int calls = this.peer.writes();
		byte[] second = Bytes.random(size);
		task((connection) -> {
			this.peer.window(Long.MAX_VALUE);
			connection.write(ByteBuffer.allocateDirect(size).put(second).flip());
			assertThat(this.peer.writes()).isEqualTo(calls);
			assertThat(connection.pendingWriteBytes()).isEqualTo(5 + size);
		});
		assertThat(this.peer.received()).startsWith(Bytes.of("first").array()).endsWith(second).hasSize(5 + size);
		assertWritten(0, 5 + size);
	}

	@Test
	@DisplayName("S3-1 once the queue is empty again, writes go the direct way again")
	void directAgain() {
		this.peer.window(0);
		task((connection) -> connection.write(Bytes.of("queued")));
		this.peer.window(100);
		this.stepped.step();
		task((connection) -> connection.write(Bytes.of("direct!")));
		assertThat(this.peer.text()).isEqualTo("queueddirect!");
		assertWritten(7, 6);
	}

	@Test
	@DisplayName("S3-7 write consumes its buffer, from position to limit and nothing around it")
	void consumesTheBuffer() {
		task((connection) -> {
			ByteBuffer source = Bytes.of("[payload]").position(1).limit(8);
			connection.write(source);
			assertThat(source.position()).isEqualTo(8);
			assertThat(source.limit()).isEqualTo(8);
		});
		assertThat(this.peer.text()).isEqualTo("payload");
	}

	@Test
	@DisplayName("S3-7 a read-only buffer, a slice and the lent view can be written like any other")
	void anyBuffer() {
		task((connection) -> {
			connection.write(Bytes.of("read-only,").asReadOnlyBuffer());
			connection.write(Bytes.of("a slice,").position(2).slice());
		});
		assertThat(this.peer.text()).isEqualTo("read-only,slice,");
	}

	@Test
	@DisplayName("S1-9 X19 the buffer may be overwritten as soon as write returns, whichever way the bytes take")
	void bufferIsFreeAfterwards() {
		for (int window : new int[] { 1_000_000, 10, 0 }) {
			for (int size : new int[] { 100, LARGE }) {
				assertFree(window, size, ByteBuffer.allocate(size));
				assertFree(window, size, ByteBuffer.allocateDirect(size));
			}
		}
	}

	private void assertFree(int window, int size, ByteBuffer reused) {
		byte[] first = Bytes.random(size);
		int before = this.peer.received().length;
		this.peer.window(window);
		task((connection) -> {
			connection.write(reused.put(first).flip());
			connection.write(reused.clear().put(new byte[size]).flip());
			while (reused.hasRemaining()) {
				reused.put((byte) 0xFF);
			}
		});
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		byte[] received = this.peer.received();
		assertThat(received).hasSize(before + 2 * size);
		assertThat(Arrays.copyOfRange(received, before, before + size)).isEqualTo(first);
		assertThat(Arrays.copyOfRange(received, before + size, before + 2 * size)).containsOnly(0);
	}

	@Test
	@DisplayName("X11 a write of no bytes costs no system call, and is told like any other")
	void emptyWrite() {
		ToldOutcomes outcomes = new ToldOutcomes();
		task((connection) -> connection.write(ByteBuffer.allocate(0), outcomes.of("empty")));
		assertThat(outcomes.told()).containsExactly("empty:0");
		assertThat(this.peer.writes()).isZero();
	}

	@Test
	@DisplayName("X11 a write of no bytes among others keeps its place, also while bytes wait")
	void emptyWriteInTurn() {
		ToldOutcomes outcomes = new ToldOutcomes();
		this.peer.window(1);
		task((connection) -> {
			connection.write(Bytes.of("ab"), outcomes.of("ab"));
			connection.write(ByteBuffer.allocate(0), outcomes.of("empty"));
			connection.write(Bytes.of("c"), outcomes.of("c"));
		});
		assertThat(outcomes.told()).isEmpty();
		this.peer.window(1);
		this.stepped.step();
		assertThat(outcomes.told()).containsExactly("ab:2", "empty:0");
		this.peer.window(1);
		this.stepped.step();
		assertThat(outcomes.told()).containsExactly("ab:2", "empty:0", "c:1");
	}

	@Test
	@DisplayName("S3-15 what another thread writes goes the direct way too, and is pending only until the loop has it")
	void fromAnotherThread() {
		Stepped.elsewhere(() -> this.stepped.connection().write(Bytes.of("hello")));
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(5);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("hello");
		assertThat(this.stepped.connection().pendingWriteBytes()).isZero();
		assertWritten(5, 0);
	}

	@Test
	@DisplayName("S3-6 many writes of another thread leave in one system call")
	void gatheredFromAnotherThread() {
		Stepped.elsewhere(() -> {
			for (int i = 0; i < 50; i++) {
				this.stepped.connection().write(Bytes.of("hello"));
			}
		});
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("hello".repeat(50));
		assertThat(this.peer.writes()).isEqualTo(1);
	}

	@Test
	@DisplayName("S3-6 batches of several connections in one callback do not mix")
	void batchesOfTwoConnections() {
		NioConnection first = this.stepped.connection();
		SimPeer other = this.stepped.connect();
		first.execute(() -> this.stepped.server.connections().forEach((connection) -> {
			connection.write(Bytes.of("to "));
			first.write(Bytes.of("|"));
			connection.write(Bytes.of((connection == first) ? "first" : "second"));
		}));
		this.stepped.step();
		assertThat(this.peer.text().replace("|", "")).isEqualTo("to first");
		assertThat(this.peer.text()).hasSize(10);
		assertThat(other.text()).isEqualTo("to second");
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
