package dev.leat.reactor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A large write lends its bytes to the loop. When it returns, however it ends, they are
 * its owner's again, and the loop never reads them.
 */
class LentWriteTests {

	private static final int HIGH = 20_000;

	private static final int SIZE = 100_000;

	private final SplittingHandler handler = new SplittingHandler();

	private final Stepped stepped = Stepped.with(
			(config) -> config.writeHighWaterMark(HIGH).writeLowWaterMark(HIGH / 2).writeMaxPending(3 * HIGH),
			this.handler);

	private final SimPeer peer = this.stepped.connect();

	private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);

	@BeforeEach
	void split() {
		Arrays.fill(this.bytes.array(), (byte) 'a');
		this.peer.window(0).send("split");
		this.stepped.step();
	}

	@AfterEach
	void stop() {
		this.stepped.close();
	}

	private WriteHalf out() {
		return this.handler.halves().out();
	}

	/** Writes, and spoils the bytes as soon as that has ended. */
	private Aside<Integer> writer() {
		return Aside.run(() -> {
			try {
				out().write(this.bytes);
				return this.bytes.position();
			}
			finally {
				Arrays.fill(this.bytes.array(), (byte) 'z');
			}
		}).awaitWaiting();
	}

	private void assertNoneSpoilt(int count) {
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("a".repeat(count));
	}

	@Test
	@DisplayName("S4-4 a large write returns when all of it is sent or queued, and its buffer may be reused")
	void returns() throws Exception {
		Aside<Integer> writer = writer();
		this.stepped.step();
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(2 * HIGH);
		writer.awaitWaiting();
		this.peer.window(SIZE - HIGH);
		this.stepped.step();
		assertThat(writer.get()).isEqualTo(SIZE);
		assertThat(this.stepped.connection().pendingWriteBytes()).isEqualTo(HIGH);
		assertNoneSpoilt(SIZE);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("S4-15 an interrupt takes the buffer back; what was not taken of it is not sent")
	void interrupted(boolean seenByTheLoop) throws Exception {
		Aside<Integer> writer = writer();
		if (seenByTheLoop) {
			this.stepped.step();
		}
		writer.interrupt();
		assertThat(writer.failure()).isInstanceOfSatisfying(InterruptedIOException.class,
				(failure) -> assertThat(failure.bytesTransferred).isEqualTo(this.bytes.position()));
		assertThat(this.bytes.position()).isEqualTo(seenByTheLoop ? 2 * HIGH : 0);
		assertThat(this.bytes.limit()).isEqualTo(SIZE);
		assertNoneSpoilt(this.bytes.position());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("S4-8 closing the half takes the buffer back, and FIN follows what was taken")
	void closed(boolean seenByTheLoop) throws Exception {
		Aside<Integer> writer = writer();
		if (seenByTheLoop) {
			this.stepped.step();
		}
		out().close();
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(ClosedChannelException.class);
		assertThat(this.bytes.position()).isEqualTo(seenByTheLoop ? 2 * HIGH : 0);
		assertNoneSpoilt(this.bytes.position());
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("S4-10 where the socket fails the write fails with it, and the buffer is back")
	void failed() throws Exception {
		Aside<Integer> writer = writer();
		this.stepped.step();
		this.peer.failWrites(new IOException("Broken pipe"));
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("Broken pipe");
		assertThat(this.peer.received()).isEmpty();
	}

	@Test
	@DisplayName("S4-10 where the connection is aborted the write fails with it")
	void aborted() throws Exception {
		Aside<Integer> writer = writer();
		this.stepped.connection().abort();
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("local");
		assertThat(this.bytes.position()).isZero();
	}

	@Test
	@DisplayName("S4-10 where the output is shut down under it, a write that has not begun fails and takes nothing")
	void shutDown() throws Exception {
		this.stepped.connection().shutdownOutput();
		Aside<Integer> writer = writer();
		this.stepped.step();
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("shut down");
		assertThat(this.bytes.position()).isZero();
	}

	@Test
	@DisplayName("S4-4 a large write keeps its place between small ones")
	void inOrder() throws Exception {
		this.peer.window(Long.MAX_VALUE);
		Aside<Void> writer = Aside.run(() -> {
			out().write(Streams.bytes("before"));
			out().write(this.bytes);
			out().write(Streams.bytes("after"));
			return null;
		});
		writer.get(this.stepped::step);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("before" + "a".repeat(SIZE) + "after");
	}

	@Test
	@DisplayName("S4-4 what is lent is not sent before what was written ahead of it, though its half settles meanwhile")
	void notAheadOfMail() throws Exception {
		this.peer.window(Long.MAX_VALUE);
		Aside<Integer> writer = Aside.run(() -> {
			out().write(Streams.bytes("before"));
			out().write(this.bytes);
			return this.bytes.position();
		}).awaitWaiting();
		WriteSide side = this.stepped.connection().life().halves().out();
		side.changed();
		side.settle();
		assertThat(this.peer.received()).isEmpty();
		writer.get(this.stepped::step);
		assertThat(this.peer.text()).isEqualTo("before" + "a".repeat(SIZE));
	}

	@Test
	@DisplayName("a large write takes turns with other connections: it sends no more than a mark's worth in each")
	void takesTurns() throws Exception {
		this.peer.window(Long.MAX_VALUE);
		Aside<Integer> writer = writer();
		this.stepped.turn();
		assertThat(this.peer.received()).hasSizeLessThan(SIZE);
		this.stepped.step();
		assertThat(writer.get()).isEqualTo(SIZE);
		assertNoneSpoilt(SIZE);
	}

}
