package dev.leat.reactor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;
import java.util.concurrent.CompletableFuture;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Writes that wait for room between the marks, and the ways in which they stop waiting.
 */
class HalfWriteTests {

	private static final int HIGH = 1000;

	private static final int LOW = 500;

	private static final int CAP = 4000;

	private final SplittingHandler handler = new SplittingHandler();

	private Stepped stepped = Stepped
		.with((config) -> config.writeHighWaterMark(HIGH).writeLowWaterMark(LOW).writeMaxPending(CAP), this.handler);

	private SimPeer peer = split();

	@AfterEach
	void stop() {
		this.stepped.close();
	}

	private SimPeer split() {
		SimPeer peer = this.stepped.connect();
		peer.send("split");
		this.stepped.step();
		return peer;
	}

	private WriteHalf out() {
		return this.handler.halves().out();
	}

	private Aside<Integer> writer(int count) {
		ByteBuffer bytes = ByteBuffer.allocate(count);
		return Aside.run(() -> {
			out().write(bytes);
			return bytes.position();
		});
	}

	@Test
	@DisplayName("S4-4 a writer waits at the high mark until the low one, and a write of any size never overflows")
	void waitsBetweenMarks() throws Exception {
		this.peer.window(0);
		Aside<Integer> writer = writer(10 * CAP).awaitWaiting();
		this.stepped.step();
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(2 * HIGH);
		this.peer.window(2 * HIGH - LOW - 1);
		this.stepped.step();
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(LOW + 1);
		writer.awaitWaiting();
		this.peer.window(1);
		this.stepped.step();
		while (this.stepped.connection().pendingWriteBytes() < LOW + HIGH) {
			Thread.onSpinWait();
		}
		writer.awaitWaiting();
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(LOW + HIGH);
		this.peer.window(Long.MAX_VALUE);
		assertThat(writer.get(this.stepped::step)).isEqualTo(10 * CAP);
		this.stepped.step();
		assertThat(this.peer.received()).hasSize(10 * CAP);
		assertThat(this.stepped.connection().isOpen()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1000, 500, 1000", "1000, 0, 300", "10, 0, 1" })
	@DisplayName("S4-4 a cap at or below the high mark holds a writer up but never fails it")
	void capBelowMark(long high, long low, long cap) throws Exception {
		this.stepped.close();
		this.handler.forget();
		this.stepped = Stepped.with(
				(config) -> config.writeHighWaterMark(high).writeLowWaterMark(low).writeMaxPending(cap), this.handler);
		this.peer = split();
		this.peer.window(0);
		Aside<Integer> writer = writer(3000).awaitWaiting();
		this.stepped.step();
		assertThat(this.stepped.connection().pendingWriteBytes()).isLessThanOrEqualTo(cap);
		this.peer.window(Long.MAX_VALUE);
		assertThat(writer.get(this.stepped::step)).isEqualTo(3000);
		this.stepped.step();
		assertThat(this.peer.received()).hasSize(3000);
	}

	@Test
	@DisplayName("S4-15 an interrupt ends the wait, tells how much was taken, and the rest can be written")
	void interrupted() throws Exception {
		this.peer.window(0);
		ByteBuffer bytes = Streams.bytes("abc".repeat(CAP));
		Aside<Integer> writer = Aside.run(() -> {
			try {
				out().write(bytes);
				return -1;
			}
			catch (InterruptedIOException ex) {
				assertThat(ex.bytesTransferred).isEqualTo(bytes.position());
				int taken = ex.bytesTransferred;
				out().write(bytes);
				return taken;
			}
		});
		writer.awaitWaiting().interrupt();
		this.peer.window(Long.MAX_VALUE);
		assertThat(writer.get(this.stepped::step)).isEqualTo(2 * HIGH);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("abc".repeat(CAP));
	}

	@Test
	@DisplayName("S4-8 closing the half fails a write that waits; FIN follows what it had got rid of")
	void closedMeanwhile() throws Exception {
		this.peer.window(0);
		Aside<Integer> writer = writer(10 * CAP).awaitWaiting();
		this.stepped.step();
		out().close();
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(ClosedChannelException.class)
			.isNotInstanceOf(AsynchronousCloseException.class);
		assertThat(this.peer.gotFin()).isFalse();
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.received()).hasSize(2 * HIGH);
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("S4-1 a flush returns when all that was written is out")
	void flush() throws Exception {
		this.peer.window(3);
		Aside<Boolean> writer = Aside.run(() -> {
			out().write(Streams.bytes("hello"));
			out().flush();
			return true;
		});
		writer.awaitWaiting();
		this.stepped.step();
		writer.awaitWaiting();
		assertThat(this.peer.text()).isEqualTo("hel");
		this.peer.window(2);
		this.stepped.step();
		assertThat(writer.get()).isTrue();
		assertThat(this.peer.text()).isEqualTo("hello");
	}

	@Test
	@DisplayName("S4-10 a flush fails where the bytes can no longer be sent")
	void flushFails() throws Exception {
		this.peer.window(0);
		Aside<Boolean> writer = Aside.run(() -> {
			out().write(Streams.bytes("hello"));
			out().flush();
			return true;
		});
		writer.awaitWaiting();
		this.stepped.step();
		this.peer.failWrites(new IOException("Broken pipe"));
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("Broken pipe");
	}

	@Test
	@DisplayName("S4-7 an asynchronous write of any size keeps to the marks, and closing waits for it")
	void asynchronous() {
		this.peer.window(0);
		CompletableFuture<Long> written = out().writeAsync(ByteBuffer.allocateDirect(10 * CAP));
		out().close();
		this.stepped.step();
		assertThat(this.stepped.connection().pendingWriteBytes()).isLessThanOrEqualTo(2 * HIGH);
		assertThat(this.peer.gotFin()).isFalse();
		this.peer.window(10 * CAP - 1);
		this.stepped.step();
		assertThat(written).isNotDone();
		this.peer.window(1);
		this.stepped.step();
		assertThat(written).isCompletedWithValue(10L * CAP);
		assertThat(this.peer.received()).hasSize(10 * CAP);
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("V8 a large write of native memory leaves in one system call, as it does without halves, and only its rest is queued")
	void atOnce() {
		CompletableFuture<Long> first = out().writeAsync(ByteBuffer.allocateDirect(10 * CAP));
		this.stepped.turn();
		assertThat(first).isCompletedWithValue(10L * CAP);
		assertThat(this.peer.writes()).isEqualTo(1);
		this.peer.window(8 * CAP);
		CompletableFuture<Long> written = out().writeAsync(ByteBuffer.allocateDirect(10 * CAP));
		this.stepped.turn();
		assertThat(this.peer.count()).isEqualTo(18 * CAP);
		this.stepped.step();
		assertThat(this.stepped.connection().pendingWriteBytes()).isLessThanOrEqualTo(2 * HIGH);
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(written).isCompletedWithValue(10L * CAP);
		assertThat(this.peer.received()).hasSize(20 * CAP);
	}

	@Test
	@DisplayName("S4-10 an asynchronous write that cannot go on says so once")
	void asynchronousFails() {
		this.peer.window(0);
		CompletableFuture<Long> written = out().writeAsync(ByteBuffer.allocate(10 * CAP));
		this.stepped.step();
		this.peer.failWrites(new IOException("Broken pipe"));
		this.stepped.step();
		assertThat(written).isCompletedExceptionally();
		CompletableFuture<Long> next = out().writeAsync(ByteBuffer.allocate(1));
		this.stepped.step();
		assertThat(next).isCompletedExceptionally();
	}

	@Test
	@DisplayName("S4-4 a second write at the same time is refused and does not disturb the first")
	void oneAtATime() throws Exception {
		this.peer.window(0);
		Aside<Integer> writer = writer(10 * CAP).awaitWaiting();
		assertThat(writer(1).failure()).isInstanceOf(WritePendingException.class);
		assertThatExceptionOfType(WritePendingException.class)
			.isThrownBy(() -> out().writeAsync(ByteBuffer.allocate(1)));
		this.peer.window(Long.MAX_VALUE);
		assertThat(writer.get(this.stepped::step)).isEqualTo(10 * CAP);
	}

	@Test
	@DisplayName("S4-2 as a stream a half writes bytes and arrays, and its flush does not wait")
	void asStream() throws Exception {
		this.peer.window(0);
		OutputStream stream = out().asOutputStream();
		Aside.run(() -> {
			stream.write('a');
			stream.write("xbcx".getBytes(), 1, 2);
			stream.flush();
			return null;
		}).get();
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("abc");
		stream.close();
		assertThat(out().isOpen()).isFalse();
	}

}
