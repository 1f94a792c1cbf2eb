package dev.leat.reactor;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadPendingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Reads that wait, and the ways in which they stop waiting: none loses a byte or spoils
 * the next read.
 */
class HalfReadTests extends SplitConnection {

	private Aside<String> reader(int count) {
		return Aside.run(() -> Streams.text(in(), count));
	}

	private void arrives(String text) {
		this.peer.send(text);
		this.stepped.step();
	}

	@Test
	@DisplayName("T12 R7 a read that gets nothing in time fails, never early, and poisons nothing")
	void timesOut() throws Exception {
		Aside<Integer> reader = Aside.run(() -> in().read(ByteBuffer.allocate(8), Duration.ofMillis(5)));
		reader.awaitWaiting();
		this.stepped.clock.advance(Duration.ofMillis(4));
		reader.awaitWaiting();
		this.stepped.clock.advance(Duration.ofMillis(1));
		assertThat(reader.failure()).isInstanceOf(SocketTimeoutException.class);
		Aside<String> next = reader(4).awaitWaiting();
		arrives("next");
		assertThat(next.get()).isEqualTo("next");
	}

	@Test
	@DisplayName("T12 R7 a read that gets its bytes in time is not ended later, nor is the next one")
	void inTime() throws Exception {
		Aside<Integer> reader = Aside.run(() -> in().read(ByteBuffer.allocate(8), Duration.ofMillis(5)));
		reader.awaitWaiting();
		this.stepped.clock.advance(Duration.ofMillis(4));
		arrives("four");
		assertThat(reader.get()).isEqualTo(4);
		Aside<String> next = reader(4).awaitWaiting();
		this.stepped.clock.advance(Duration.ofMinutes(1));
		next.awaitWaiting();
		arrives("next");
		assertThat(next.get()).isEqualTo("next");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	@DisplayName("R7 a time to wait has to be above zero")
	void noTime(long millis) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> in().read(ByteBuffer.allocate(1), Duration.ofMillis(millis)))
			.withMessageContaining("timeout");
	}

	@Test
	@DisplayName("S4-15 R8 an interrupt ends the wait, clears the flag, and the next read gets the bytes")
	void interrupted() throws Exception {
		Aside<String> reader = Aside.run(() -> {
			try {
				return Streams.text(in(), 5);
			}
			catch (InterruptedIOException ex) {
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				return Streams.text(in(), 5);
			}
		});
		reader.awaitWaiting();
		reader.interrupt();
		arrives("after");
		assertThat(reader.get()).isEqualTo("after");
	}

	@Test
	@DisplayName("S4-15 an interrupt before the wait ends it too, but not a read of what is there")
	void interruptedBefore() throws Exception {
		Aside<Integer> reader = Aside.run(() -> {
			Thread.currentThread().interrupt();
			return in().read(ByteBuffer.allocate(1));
		});
		assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
		arrives("x");
		assertThat(Aside.run(() -> {
			Thread.currentThread().interrupt();
			return in().read(ByteBuffer.allocate(1));
		}).get()).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-15 R8 a cancelled asynchronous read takes no byte, and the next read gets them all")
	void cancelled() throws Exception {
		ByteBuffer untouched = ByteBuffer.allocate(8);
		CompletableFuture<Integer> cancelled = in().readAsync(untouched);
		this.stepped.step();
		assertThat(cancelled.cancel(true)).isTrue();
		arrives("kept");
		assertThat(cancelled).isCancelled();
		assertThat(untouched.position()).isZero();
		assertThat(reader(4).get()).isEqualTo("kept");
	}

	@Test
	@DisplayName("S4-15 a read cancelled before the loop has seen it takes no byte either")
	void cancelledAtOnce() throws Exception {
		arrives("kept");
		CompletableFuture<Integer> cancelled = in().readAsync(ByteBuffer.allocate(8));
		assertThat(cancelled.cancel(true)).isTrue();
		CompletableFuture<Integer> next = in().readAsync(ByteBuffer.allocate(3));
		this.stepped.step();
		assertThat(next).isCompletedWithValue(3);
		assertThat(in().available()).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-15 a cancel that comes too late has no effect")
	void cancelledTooLate() {
		CompletableFuture<Integer> read = in().readAsync(ByteBuffer.allocate(8));
		arrives("here");
		assertThat(read.cancel(true)).isFalse();
		assertThat(read.complete(7)).isFalse();
		assertThat(read).isCompletedWithValue(4);
	}

	@Test
	@DisplayName("T12 R7 R8 an asynchronous read with a time limit takes no byte once it is over")
	void asynchronousTimeout() throws Exception {
		CompletableFuture<Integer> read = in().readAsync(ByteBuffer.allocate(8)).orTimeout(1, TimeUnit.MILLISECONDS);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(read::get)
			.withCauseInstanceOf(TimeoutException.class);
		arrives("kept");
		assertThat(reader(4).get()).isEqualTo("kept");
	}

	@Test
	@DisplayName("S4-7 asynchronous reads and writes complete on the loop, never inside the call, and can be waited for together")
	void asynchronous() {
		arrives("there");
		ByteBuffer into = ByteBuffer.allocate(8);
		CompletableFuture<Integer> read = in().readAsync(into);
		CompletableFuture<Long> written = this.handler.halves().out().writeAsync(Streams.bytes("back"));
		CompletableFuture<Long> both = read.thenCombine(written, Long::sum);
		assertThat(both).isNotDone();
		this.stepped.step();
		assertThat(both).isCompletedWithValue(9L);
		assertThat(into.position()).isEqualTo(5);
		assertThat(this.peer.text()).isEqualTo("back");
	}

	@Test
	@DisplayName("V8 on the loop an answer leaves in the turn in which its request came, as it does without halves")
	void oneTurn() {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		in().readAsync(buffer).thenCompose((count) -> this.handler.halves().out().writeAsync(buffer.flip()));
		this.peer.send("request");
		this.stepped.turn();
		assertThat(this.peer.text()).isEqualTo("request");
		assertThat(this.peer.reads()).isEqualTo(2);
	}

	@Test
	@DisplayName("S4-7 an asynchronous echo runs on the loop alone, through five thousand reads in a row")
	void asynchronousChain() {
		int[] reads = new int[1];
		echo(ByteBuffer.allocate(1), reads);
		arrives("x".repeat(5_000));
		assertThat(reads[0]).isEqualTo(5_000);
		assertThat(this.peer.received()).hasSize(5_000);
	}

	private void echo(ByteBuffer buffer, int[] reads) {
		in().readAsync(buffer.clear()).thenAccept((count) -> {
			reads[0]++;
			this.stepped.connection().write(buffer.flip());
			echo(buffer, reads);
		});
	}

	@Test
	@DisplayName("S4-4 a second read at the same time is refused and does not disturb the first")
	void oneAtATime() throws Exception {
		Aside<String> reader = reader(4).awaitWaiting();
		assertThat(reader(1).failure()).isInstanceOf(ReadPendingException.class);
		assertThatExceptionOfType(ReadPendingException.class).isThrownBy(() -> in().readAsync(ByteBuffer.allocate(1)));
		arrives("mine");
		assertThat(reader.get()).isEqualTo("mine");
	}

	@Test
	@DisplayName("S4-8 closing the half ends a read that waits, blocking or not")
	void closedMeanwhile() throws Exception {
		Aside<String> reader = reader(1).awaitWaiting();
		in().close();
		this.stepped.step();
		assertThat(reader.failure()).isInstanceOf(ClosedChannelException.class);
		SimPeer second = this.stepped.connect();
		this.handler.forget();
		second.send("split");
		this.stepped.step();
		CompletableFuture<Integer> first = in().readAsync(ByteBuffer.allocate(9));
		this.stepped.step();
		CompletableFuture<Integer> read = in().readAsync(ByteBuffer.allocate(1));
		in().close();
		this.stepped.step();
		assertThat(first).isCompletedWithValue(5);
		assertThat(read).isCompletedExceptionally();
	}

	@Test
	@DisplayName("S4-10 a read into a buffer that takes nothing returns 0, one that cannot be written fails and keeps the bytes")
	void awkwardBuffers() throws Exception {
		assertThat(Aside.run(() -> in().read(ByteBuffer.allocate(0))).get()).isZero();
		CompletableFuture<Integer> none = in().readAsync(ByteBuffer.allocate(0));
		this.stepped.step();
		assertThat(none).isCompletedWithValue(0);
		arrives("kept");
		assertThat(Aside.run(() -> in().read(ByteBuffer.allocate(4).asReadOnlyBuffer())).failure())
			.isInstanceOf(ReadOnlyBufferException.class);
		CompletableFuture<Integer> readOnly = in().readAsync(ByteBuffer.allocate(4).asReadOnlyBuffer());
		this.stepped.step();
		assertThat(readOnly).isCompletedExceptionally();
		assertThat(reader(4).get()).isEqualTo("kept");
	}

	@Test
	@DisplayName("S4-10 reading exactly so many bytes says what is missing at the end, and keeps what came")
	void endsTooEarly() throws Exception {
		this.peer.send("abc").fin();
		this.stepped.step();
		ByteBuffer into = ByteBuffer.allocate(5);
		assertThat(Aside.run(() -> {
			in().readFully(into);
			return null;
		}).failure()).isInstanceOf(EOFException.class).hasMessageContaining("2 bytes too early");
		assertThat(into.position()).isEqualTo(3);
	}

	@Test
	@DisplayName("S4-2 as a stream a half reads bytes, arrays and lines, and ends as streams do")
	void asStream() throws Exception {
		this.peer.send(new byte[] { (byte) 0xFF, 1, 2, 3 }).fin();
		this.stepped.step();
		java.io.InputStream stream = in().asInputStream();
		assertThat(stream.available()).isEqualTo(4);
		assertThat(Aside.run(stream::read).get()).isEqualTo(0xFF);
		assertThat(Aside.run(stream::readAllBytes).get()).containsExactly(1, 2, 3);
		assertThat(Aside.run(stream::read).get()).isEqualTo(-1);
		stream.close();
		assertThat(in().isOpen()).isFalse();
	}

}
