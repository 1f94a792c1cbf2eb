package dev.leat.reactor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A read that waits lends its buffer to the loop, which fills it. When the read has
 * ended, however, the loop never touches the buffer.
 */
class LentReadTests extends SplitConnection {

	private Aside<Integer> reader(ByteBuffer into) {
		return Aside.run(() -> in().read(into)).awaitWaiting();
	}

	private static String text(ByteBuffer read) {
		return StandardCharsets.UTF_8.decode(read.duplicate().flip()).toString();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("S4-4 a read that waits gets what fits, behind its position, and the next one gets the rest")
	void filled(boolean direct) throws Exception {
		ByteBuffer into = (direct ? ByteBuffer.allocateDirect(9) : ByteBuffer.allocate(9)).put((byte) '>').limit(6);
		Aside<Integer> reader = reader(into);
		this.peer.send("hello, ").send("you");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(5);
		assertThat(text(into)).isEqualTo(">hello");
		assertThat(in().available()).isEqualTo(5);
		assertThat(Aside.run(() -> Streams.text(in(), 5)).get()).isEqualTo(", you");
	}

	@Test
	@DisplayName("S4-15 R8 the buffer of an interrupted read stays as it was, whatever comes")
	void interrupted() throws Exception {
		ByteBuffer into = ByteBuffer.allocate(8);
		Aside<Integer> reader = reader(into);
		reader.interrupt();
		assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
		assertKept(into);
	}

	@Test
	@DisplayName("S4-15 R7 R8 the buffer of a read whose time is over stays as it was, whatever comes")
	void timedOut() throws Exception {
		ByteBuffer into = ByteBuffer.allocate(8);
		Aside<Integer> reader = Aside.run(() -> in().read(into, Duration.ofMillis(1))).awaitWaiting();
		this.stepped.clock.advance(Duration.ofMillis(1));
		assertThat(reader.failure()).isInstanceOf(SocketTimeoutException.class);
		assertKept(into);
	}

	private void assertKept(ByteBuffer into) throws Exception {
		this.peer.send("kept");
		this.stepped.step();
		assertThat(into.array()).containsOnly(0);
		assertThat(into.position()).isZero();
		assertThat(Aside.run(() -> Streams.text(in(), 4)).get()).isEqualTo("kept");
	}

	@Test
	@DisplayName("S4-8 closing the half ends the read, and what comes does not get into its buffer")
	void closed() throws Exception {
		ByteBuffer into = ByteBuffer.allocate(8);
		Aside<Integer> reader = reader(into);
		in().close();
		this.peer.send("dropped");
		this.stepped.step();
		assertThat(reader.failure()).isInstanceOf(ClosedChannelException.class);
		assertThat(into.array()).containsOnly(0);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("S4-4 a reader with much room gets as much in one read, and no more is read ahead")
	void muchRoom(boolean direct) throws Exception {
		ByteBuffer into = direct ? ByteBuffer.allocateDirect(40_000) : ByteBuffer.allocate(40_000);
		Aside<Integer> reader = reader(into);
		this.peer.send("x".repeat(50_000));
		this.stepped.turn();
		assertThat(reader.get()).isEqualTo(40_000);
		assertThat(in().available()).isZero();
		this.stepped.step();
		assertThat(in().available()).isEqualTo(10_000);
	}

	@Test
	@DisplayName("S4-4 a large buffer of native memory is read into straight, behind its position and up to its limit")
	void straight() throws Exception {
		ByteBuffer into = ByteBuffer.allocateDirect(50_000).position(5).limit(45_000);
		Aside<Integer> reader = reader(into);
		ByteBuffer own = this.stepped.connection().loop().readBuffer().empty(Integer.MAX_VALUE);
		own.put(0, (byte) 'o');
		this.peer.send("x".repeat(50_000));
		this.stepped.turn();
		assertThat(reader.get()).isEqualTo(44_995);
		assertThat(into.position()).isEqualTo(into.limit()).isEqualTo(45_000);
		assertThat(into.get(4)).isZero();
		assertThat(into.get(5)).isEqualTo((byte) 'x');
		assertThat(own.get(0)).isEqualTo((byte) 'o');
	}

	@Test
	@DisplayName("S4-10 what ends the connection while its loop reads straight is told to the reader, whose buffer is back")
	void failedStraight() throws Exception {
		ByteBuffer into = ByteBuffer.allocateDirect(40_000);
		Aside<Integer> reader = reader(into);
		this.peer.fail(new IOException("Connection reset by peer"));
		this.stepped.step();
		assertThat(reader.failure()).isInstanceOf(IOException.class);
		assertThat(into.position()).isZero();
		assertThat(into.limit()).isEqualTo(40_000);
	}

	@Test
	@DisplayName("S4-7 an asynchronous read of much is read straight too, and told in the turn in which its bytes came")
	void straightAsynchronously() {
		ByteBuffer into = ByteBuffer.allocateDirect(40_000);
		CompletableFuture<Integer> read = in().readAsync(into);
		int calls = this.peer.reads();
		this.peer.send("x".repeat(50_000));
		this.stepped.turn();
		assertThat(read).isCompletedWithValue(40_000);
		assertThat(into.position()).isEqualTo(40_000);
		assertThat(this.peer.reads() - calls).isEqualTo(1);
		this.stepped.step();
		assertThat(in().available()).isEqualTo(10_000);
	}

	@Test
	@DisplayName("S4-15 a cancelled read of much takes no byte, nor the turn of the thread that reads next")
	void cancelledStraight() throws Exception {
		ByteBuffer untouched = ByteBuffer.allocateDirect(40_000);
		CompletableFuture<Integer> cancelled = in().readAsync(untouched);
		Aside<Integer> reader = Aside.run(() -> {
			assertThat(cancelled.cancel(true)).isTrue();
			return in().read(ByteBuffer.allocateDirect(40_000));
		}).awaitWaiting();
		this.peer.send("next");
		this.stepped.turn();
		assertThat(reader.get()).isEqualTo(4);
		assertThat(untouched.position()).isZero();
		assertThat(cancelled).isCancelled();
	}

}
