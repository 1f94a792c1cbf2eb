package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.time.Duration;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A connection that callback code splits: what becomes of its callbacks, and how each
 * half lives and ends on its own.
 */
class SplitTests {

	private final SplittingHandler handler = new SplittingHandler();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	@BeforeEach
	void split() {
		this.peer.send("split");
		this.stepped.step();
	}

	@AfterEach
	void stop() {
		this.stepped.close();
	}

	private ReadHalf in() {
		return this.handler.halves().in();
	}

	private WriteHalf out() {
		return this.handler.halves().out();
	}

	private String read(int count) throws Exception {
		return Aside.run(() -> Streams.text(in(), count)).get();
	}

	private int readEnd() throws Exception {
		return Aside.run(() -> in().read(ByteBuffer.allocate(1))).get();
	}

	private void write(String text) throws Exception {
		Aside.run(() -> {
			out().write(Streams.bytes(text));
			return text;
		}).get();
		this.stepped.step();
	}

	@Test
	@DisplayName("S4-2 what the handler left goes to the read half in front of new bytes, and onData is not called any more")
	void leftoversFirst() throws Exception {
		this.peer.send(", and more");
		this.stepped.step();
		assertThat(read(15)).isEqualTo("split, and more");
		assertThat(this.handler.events).containsExactly("open");
	}

	@Test
	@DisplayName("S4-5 to split a connection acquires no buffer, and what it left gives its own back")
	void splitCopiesNothing() {
		BufferStats buffers = this.stepped.group.bufferStats();
		assertThat(buffers.used()).isZero();
		assertThat(buffers.acquiredAllocated()).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-1 V1 a read waits while bytes are written, and gets what comes later")
	void writesWhileReadWaits() throws Exception {
		read(5);
		Aside<String> reader = Aside.run(() -> Streams.text(in(), 5)).awaitWaiting();
		write("hello");
		assertThat(this.peer.text()).isEqualTo("hello");
		assertThat(reader.isDone()).isFalse();
		this.peer.send("reply");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo("reply");
	}

	@Test
	@DisplayName("S4-6 V2 a write that waits for a full peer does not pause reading")
	void readsWhileWriteWaits() throws Exception {
		read(5);
		this.peer.window(10);
		Aside<Boolean> writer = writeMuch();
		this.peer.send("one").send("two");
		this.stepped.step();
		assertThat(read(6)).isEqualTo("onetwo");
		assertThat(writer.isDone()).isFalse();
		assertThat(this.stepped.stats().paused(PauseReason.WRITE_MARK)).isZero();
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(writer.get(this.stepped::step)).isTrue();
		this.stepped.step();
		assertThat(this.peer.received()).hasSize(1024 * 1024);
	}

	/**
	 * Writes a MiB on a thread of its own, which waits as long as the peer takes none.
	 */
	private Aside<Boolean> writeMuch() {
		Aside<Boolean> writer = Aside.run(() -> {
			out().write(ByteBuffer.allocate(1024 * 1024));
			return true;
		});
		writer.awaitWaiting();
		this.stepped.step();
		return writer.awaitWaiting();
	}

	@Test
	@DisplayName("S4-11 V4 closing the write half sends FIN behind what was written, and reading goes on")
	void writeHalfCloses() throws Exception {
		write("last words");
		out().close();
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("last words");
		assertThat(this.peer.gotFin()).isTrue();
		this.peer.send(" heard");
		this.stepped.step();
		assertThat(read(11)).isEqualTo("split heard");
		assertThat(this.handler.events).doesNotContain("close LOCAL");
		assertThat(Aside.run(() -> {
			out().write(Streams.bytes("more"));
			return null;
		}).failure()).isInstanceOf(ClosedChannelException.class);
	}

	@Test
	@DisplayName("H3 S4-8 V3 closing the read half drops input and leaves the write half usable")
	void readHalfCloses() throws Exception {
		in().close();
		this.stepped.step();
		this.peer.send("unheard");
		this.stepped.step();
		assertThat(this.peer.unread()).isZero();
		assertThat(in().available()).isZero();
		write("still here");
		assertThat(this.peer.text()).isEqualTo("still here");
		assertThat(this.peer.isReleased()).isFalse();
		assertThat(Aside.run(() -> in().read(ByteBuffer.allocate(1))).failure())
			.isInstanceOf(ClosedChannelException.class);
	}

	@Test
	@DisplayName("H3 S4-8 V3 with both halves closed the connection closes and onClose is told")
	void bothHalvesClose() throws Exception {
		write("bye");
		in().close();
		out().close();
		out().close();
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("bye");
		assertThat(this.peer.gotFin()).isTrue();
		this.peer.fin();
		this.stepped.step();
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.handler.events).containsExactly("open", "write-complete", "close LOCAL");
	}

	@Test
	@DisplayName("S4-8 V3 the peer's FIN ends the input only; the connection closes when the write half does")
	void peerEnds() throws Exception {
		this.peer.fin();
		this.stepped.step();
		assertThat(read(5)).isEqualTo("split");
		assertThat(readEnd()).isEqualTo(-1);
		assertThat(readEnd()).isEqualTo(-1);
		write("answer");
		assertThat(this.peer.text()).isEqualTo("answer");
		out().close();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "write-complete", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("S4-10 V5 a failure to write is reported by the write half only; what the peer sent can be read")
	void writeFailsAlone() throws Exception {
		this.peer.failWrites(new IOException("Broken pipe")).send(" in two");
		write("lost");
		Throwable failure = Aside.run(() -> {
			out().write(Streams.bytes("more"));
			return null;
		}).failure();
		assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("Broken pipe");
		assertThat(read(12)).isEqualTo("split in two");
		assertThat(this.handler.events).doesNotContain("close PEER_RESET");
		this.peer.fin();
		this.stepped.step();
		assertThat(readEnd()).isEqualTo(-1);
		assertThat(this.handler.events).contains("close PEER_CLOSED");
	}

	@Test
	@DisplayName("S4-10 V5 when the connection fails, what was received can be read, then each half says why")
	void connectionFails() throws Exception {
		this.stepped.step();
		this.peer.reset();
		this.stepped.step();
		assertThat(this.handler.events).contains("close PEER_RESET");
		assertThat(read(5)).isEqualTo("split");
		assertThat(Aside.run(() -> in().read(ByteBuffer.allocate(1))).failure()).isInstanceOf(IOException.class)
			.hasMessageContaining("peer-reset");
		assertThat(Aside.run(() -> {
			out().write(Streams.bytes("more"));
			return null;
		}).failure()).isInstanceOf(IOException.class).hasMessageContaining("peer-reset");
	}

	@Test
	@DisplayName("S4-10 closing the connection wakes a read and a write that wait")
	void closeWakesBoth() throws Exception {
		read(5);
		Aside<Integer> reader = Aside.run(() -> in().read(ByteBuffer.allocate(1))).awaitWaiting();
		this.peer.window(0);
		Aside<Boolean> writer = writeMuch();
		this.stepped.connection().close();
		this.stepped.step();
		assertThat(reader.failure()).isInstanceOf(IOException.class).hasMessageContaining("local");
		assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("local");
	}

	@Test
	@DisplayName("S4-4 demand drives reading: it pauses when the half has its fill, and goes on when half is taken")
	void demand() throws Exception {
		read(5);
		byte[] half = new byte[128 * 1024];
		this.peer.send(half).send(half).send(half);
		this.stepped.step();
		assertThat(in().available()).isEqualTo(2 * half.length);
		assertThat(this.peer.unread()).isEqualTo(half.length);
		assertThat(this.peer.interest() & SelectionKey.OP_READ).isZero();
		assertThat(this.stepped.stats().paused(PauseReason.DEMAND)).isEqualTo(1);
		read(half.length - 1);
		this.stepped.step();
		assertThat(this.peer.unread()).isEqualTo(half.length);
		read(1);
		this.stepped.step();
		assertThat(this.peer.unread()).isZero();
		assertThat(this.stepped.stats().paused(PauseReason.DEMAND)).isEqualTo(1);
		read(2 * half.length);
		this.stepped.step();
		assertThat(this.stepped.stats().paused(PauseReason.DEMAND)).isZero();
	}

	@Test
	@DisplayName("S4-2 onIdle and onDrain still go to the handler")
	void otherCallbacksStay() {
		this.stepped.advance(Duration.ofMinutes(5));
		this.peer.fin();
		this.stepped.step();
		assertThat(this.handler.events).contains("idle", "close IDLE");
		this.handler.events.clear();
		this.stepped.connect().send("split");
		this.stepped.step();
		this.stepped.server.drain(Duration.ofSeconds(1));
		this.stepped.step();
		assertThat(this.handler.events).contains("drain");
	}

	@Test
	@DisplayName("S4-2 split is for the loop, once, on an open connection")
	void splitOnce() {
		NioConnection connection = this.stepped.connection();
		assertThatIllegalStateException().isThrownBy(connection::split).withMessageContaining("split already");
		assertThatIllegalStateException().isThrownBy(() -> {
			try {
				Aside.run(connection::split).get();
			}
			catch (IllegalStateException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		}).withMessageContaining("own loop");
		connection.abort();
		this.stepped.step();
		assertThatIllegalStateException().isThrownBy(connection::split);
	}

	@Test
	@DisplayName("S4-6 waiting on the connection's own loop is refused")
	void neverWaitsOnItsLoop() {
		assertThatIllegalStateException().isThrownBy(() -> in().read(ByteBuffer.allocate(1)))
			.withMessageContaining("loop");
		assertThatIllegalStateException().isThrownBy(() -> out().write(Streams.bytes("x")));
		assertThatIllegalStateException().isThrownBy(() -> out().flush());
		assertThatIOException().isThrownBy(() -> Aside.run(() -> {
			out().close();
			out().asOutputStream().write(1);
			return null;
		}).get());
	}

}
