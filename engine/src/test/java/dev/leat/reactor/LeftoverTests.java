package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a handler leaves comes again, and costs memory only as long as it is left.
 */
class LeftoverTests {

	private final List<String> seen = new ArrayList<>();

	private void takeLines(Connection connection, ByteBuffer data) {
		this.seen.add(Bytes.look(data));
		String text = Bytes.look(data);
		data.position(data.position() + text.lastIndexOf('\n') + 1);
	}

	@Test
	@DisplayName("S3-36 R11 what a handler leaves comes again in front of new bytes, until it is consumed")
	void comesAgainWithNewBytes() {
		try (Stepped stepped = Stepped.of(this::takeLines)) {
			SimPeer peer = stepped.connect();
			peer.send("ab").send("c\nd").send("e").send("\n").send("f\n");
			stepped.step();
			assertThat(this.seen).containsExactly("ab", "abc\nd", "de", "de\n", "f\n");
		}
	}

	@Test
	@DisplayName("S3-36 R12 nothing comes again of its own accord, without new bytes")
	void noRepeatWithoutNewBytes() {
		try (Stepped stepped = Stepped.of(this::takeLines)) {
			stepped.connect().send("half");
			stepped.step().step();
			assertThat(this.seen).containsExactly("half");
		}
	}

	@Test
	@DisplayName("S3-36 R15 what was left with reading paused comes again when it is resumed, once")
	void comesAgainAfterResume() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.seen.add(Bytes.take(data, 2));
			connection.pauseReading();
		})) {
			stepped.connect().send("aabb");
			stepped.step();
			assertThat(this.seen).containsExactly("aa");
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(this.seen).containsExactly("aa", "bb");
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(this.seen).hasSize(2);
		}
	}

	@Test
	@DisplayName("S3-36 what was left without a pause comes again after resumeReading as well")
	void comesAgainAfterResumeWithoutPause() {
		try (Stepped stepped = Stepped.of((connection, data) -> this.seen.add(Bytes.take(data, 2)))) {
			stepped.connect().send("aabb");
			stepped.step();
			Stepped.elsewhere(stepped.connection()::resumeReading);
			stepped.step();
			assertThat(this.seen).containsExactly("aa", "bb");
		}
	}

	@Test
	@DisplayName("S3-36 leftovers and bytes that arrived while reading was paused stay in order")
	void pausedBytesComeBehindLeftovers() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.seen.add(Bytes.take(data, 1));
			if (this.seen.size() == 1) {
				connection.pauseReading();
			}
		})) {
			SimPeer peer = stepped.connect();
			peer.send("ab").send("c");
			stepped.step();
			assertThat(peer.unread()).isEqualTo(1);
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(this.seen).containsExactly("a", "b", "c");
		}
	}

	@Test
	@DisplayName("S3-36 FB9 a message that comes byte by byte is copied about once for each doubling, not for each byte")
	void linearCost() {
		int size = 200_000;
		List<Integer> lengths = new ArrayList<>();
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		try (Stepped stepped = Stepped.of((connection, data) -> {
			lengths.add(data.remaining());
			if (data.remaining() == size) {
				byte[] all = new byte[size];
				data.get(all);
				whole.writeBytes(all);
			}
		})) {
			SimPeer peer = stepped.connect();
			byte[] bytes = Bytes.random(size);
			for (int from = 0; from < size; from += 100) {
				peer.send(java.util.Arrays.copyOfRange(bytes, from, from + 100));
			}
			stepped.step();
			assertThat(lengths).hasSize(size / 100).isSorted();
			assertThat(whole.toByteArray()).isEqualTo(bytes);
			BufferStats buffers = stepped.group.bufferStats();
			assertThat(buffers.acquiredAllocated() + buffers.acquiredPooled()).isLessThanOrEqualTo(8);
		}
	}

	@Test
	@DisplayName("S3-B4 Y14 a handler that always leaves a little does not make the buffer grow")
	void steadyLeftoverDoesNotGrow() {
		try (Stepped stepped = Stepped.of((connection, data) -> data.position(data.limit() - 3))) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < 1000; i++) {
				peer.send(new byte[500]);
			}
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isEqualTo(4096);
			assertThat(stepped.connection().unconsumed().remaining()).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("S3-B2 Y14 a connection holds a buffer only while bytes are left, none when idle or gone")
	void idleHoldsNoBuffer() {
		try (Stepped stepped = Stepped.of(this::takeLines)) {
			SimPeer peer = stepped.connect();
			assertThat(stepped.group.bufferStats().used()).isZero();
			peer.send("left");
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isEqualTo(4096);
			peer.send("\n");
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isZero();
			peer.send("left again");
			stepped.step();
			peer.reset();
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("S3-B4 what was left is given back when the connection closes, not only after it has lingered")
	void closingGivesBack() {
		try (Stepped stepped = Stepped.of(this::takeLines)) {
			SimPeer peer = stepped.connect();
			peer.send("left");
			stepped.step();
			stepped.connection().close();
			stepped.step();
			assertThat(peer.isReleased()).isFalse();
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("S3-36 exactly read.max-pending bytes may be left, one more closes with READ_OVERFLOW")
	void overflow() {
		Recorder recorder = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				LeftoverTests.this.seen.add(Integer.toString(data.remaining()));
			}
		};
		try (Stepped stepped = Stepped.with((config) -> config.readMaxPending(100), recorder)) {
			SimPeer peer = stepped.connect();
			peer.send(new byte[60]).send(new byte[40]);
			stepped.step();
			assertThat(stepped.connection().isOpen()).isTrue();
			peer.send(new byte[1]).send(new byte[50]).fin();
			stepped.step();
			assertThat(this.seen).containsExactly("60", "100", "101");
			assertThat(recorder.events).containsExactly("open", "close READ_OVERFLOW");
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("S3-36 more than read.max-pending in one read is fine as long as it is consumed")
	void largeReadIsNoOverflow() {
		Recorder recorder = new Recorder();
		try (Stepped stepped = Stepped.with((config) -> config.readMaxPending(10), recorder)) {
			stepped.connect().send(new byte[5000]);
			stepped.step();
			assertThat(recorder.input.size()).isEqualTo(5000);
			assertThat(stepped.connection().isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("S3-36 the first read alone can overflow")
	void overflowOfTheFirstRead() {
		Recorder recorder = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				data.get();
			}
		};
		try (Stepped stepped = Stepped.with((config) -> config.readMaxPending(10), recorder)) {
			stepped.connect().send(new byte[12]).fin();
			stepped.step();
			assertThat(recorder.events).containsExactly("open", "close READ_OVERFLOW");
		}
	}

	@Test
	@DisplayName("S3-36 without a buffer for what is left the largest holder closes with MEMORY, and others live")
	void memory() {
		Recorder recorder = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				data.get();
			}
		};
		try (Stepped stepped = Stepped.with((loops) -> loops.maxBufferMemory(4096), (config) -> {
		}, (connection) -> recorder)) {
			SimPeer first = stepped.connect();
			SimPeer second = stepped.connect();
			first.send("kept");
			stepped.step();
			second.send("no room");
			stepped.step();
			assertThat(recorder.events).contains("close MEMORY");
			assertThat(first.isReleased()).isTrue();
			assertThat(second.isReleased()).isFalse();
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S3-36 bytes left by a handler that closes are dropped with the connection")
	void closedHandlerGetsNothingMore() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.seen.add(Bytes.take(data, 1));
			connection.close();
		})) {
			SimPeer peer = stepped.connect();
			peer.send("abc").send("def").fin();
			stepped.step();
			assertThat(this.seen).containsExactly("a");
			assertThat(peer.isReleased()).isTrue();
			assertThat(peer.unread()).isZero();
		}
	}

	@Test
	@DisplayName("R4 R12 unconsumed() shows what was left, read-only, and looking at it consumes nothing")
	void unconsumed() {
		try (Stepped stepped = Stepped.of(this::takeLines)) {
			stepped.connect().send("one\ntwo");
			stepped.step();
			NioConnection connection = stepped.connection();
			assertThat(Bytes.take(connection.unconsumed())).isEqualTo("two");
			assertThat(Bytes.take(connection.unconsumed())).isEqualTo("two");
			assertThat(connection.unconsumed().isReadOnly()).isTrue();
			assertThatIllegalStateException().isThrownBy(() -> callElsewhere(connection));
		}
	}

	private static void callElsewhere(Connection connection) {
		List<IllegalStateException> thrown = new ArrayList<>();
		Stepped.elsewhere(() -> {
			try {
				connection.unconsumed();
			}
			catch (IllegalStateException ex) {
				thrown.add(ex);
			}
		});
		thrown.forEach((ex) -> {
			throw ex;
		});
	}

	@Test
	@DisplayName("R12 a handler that looks at unconsumed() in onData does not undo what it has consumed")
	void unconsumedInsideOnData() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			if (data.remaining() > 3) {
				this.seen.add(Bytes.take(data));
				connection.unconsumed();
			}
		})) {
			stepped.connect().send("abc").send("def").send("ghi");
			stepped.step();
			assertThat(this.seen).containsExactly("abcdef");
			assertThat(Bytes.look(stepped.connection().unconsumed())).isEqualTo("ghi");
		}
	}

	@Test
	@DisplayName("R12 a handler that rewinds the view gives back what this call consumed, never what earlier ones did")
	void rewindStaysInTheView() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.seen.add(Bytes.take(data));
			data.rewind().position(1);
		})) {
			stepped.connect().send("abc").send("d").send("e");
			stepped.step();
			assertThat(this.seen).containsExactly("abc", "bcd", "cde");
		}
	}

	@Test
	@DisplayName("R4 unconsumed() is empty where nothing was left")
	void nothingUnconsumed() {
		try (Stepped stepped = Stepped.of(this::takeLines)) {
			stepped.connect();
			assertThat(stepped.connection().unconsumed().remaining()).isZero();
		}
	}

}
