package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.leat.codec.FrameBuffer;
import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameDecoder;
import dev.leat.codec.FrameEncoder;
import dev.leat.codec.FrameHandler;
import dev.leat.codec.Framing;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for frames that are encoded where they leave from, in the loop's batch: whatever
 * an encoder does meanwhile, each frame arrives whole, in its order.
 */
class ComposedFrameTests {

	private final Map<Long, FrameConnection<String>> connections = new ConcurrentHashMap<>();

	private final List<Throwable> refused = new ArrayList<>();

	/** What the handler does with a line first. */
	private Consumer<FrameConnection<String>> before = (connection) -> {
	};

	/** Sends each line that comes, and notes which ones the encoder refuses. */
	private Stepped serving(FrameEncoder<String> encoder) {
		return serving((config) -> {
		}, encoder);
	}

	private Stepped serving(Consumer<ServerConfig.Builder> config, FrameEncoder<String> encoder) {
		Framing<String, String> framing = Framing.of(LineDecoder::new, encoder);
		return Stepped.with((loops) -> {
		}, config, framing.handler(new FrameHandler<>() {
			@Override
			public void onOpen(FrameConnection<String> connection) {
				ComposedFrameTests.this.connections.put(connection.connection().id(), connection);
			}

			@Override
			public void onFrame(FrameConnection<String> connection, String frame) {
				try {
					ComposedFrameTests.this.before.accept(connection);
					connection.send(frame);
				}
				catch (IllegalArgumentException ex) {
					ComposedFrameTests.this.refused.add(ex);
				}
			}
		}));
	}

	private FrameConnection<String> other(FrameConnection<String> one) {
		return this.connections.values().stream().filter((each) -> each != one).findFirst().orElseThrow();
	}

	@Test
	@DisplayName("S1-16 the frames of one read leave in one system call")
	void oneSystemCall() {
		try (Stepped stepped = serving((line, out) -> out.put('<').put(line, StandardCharsets.UTF_8).put('>'))) {
			SimPeer peer = stepped.connect();
			peer.send("a\nbb\n\nccc\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("<a><bb><><ccc>");
			assertThat(peer.writes()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("a frame of more than 16 KiB leaves at once, not with the rest of the read")
	void largeLeavesAtOnce() {
		List<Integer> writes = new ArrayList<>();
		try (Stepped stepped = serving((line, out) -> out.put(line.repeat(20_000), StandardCharsets.UTF_8))) {
			SimPeer peer = stepped.connect();
			this.before = (connection) -> writes.add(peer.writes());
			peer.send("a\nb\n");
			stepped.step();
			assertThat(writes).containsExactly(0, 1);
			assertThat(peer.text()).isEqualTo("a".repeat(20_000) + "b".repeat(20_000));
		}
	}

	@Test
	@DisplayName("FE1 of a frame whose encoder fails nothing is sent, and those around it are whole")
	void encoderFails() {
		try (Stepped stepped = serving((line, out) -> {
			out.put(line, StandardCharsets.UTF_8).put('.');
			if (line.startsWith("bad")) {
				throw new IllegalStateException(line);
			}
		})) {
			SimPeer peer = stepped.connect();
			peer.send("one\nbad long frame\ntwo\nthree\nbad\nfour\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("one.two.three.four.");
			assertThat(this.refused).hasSize(2);
			assertThat(peer.writes()).isEqualTo(1);
			peer.send("five\nsix\n");
			int writes = peer.writes();
			stepped.step();
			assertThat(peer.text()).endsWith("four.five.six.");
			assertThat(peer.writes()).isEqualTo(writes + 1);
		}
	}

	@Test
	@DisplayName("what an encoder writes itself leaves before its frame, and spoils nothing")
	void writesInside() {
		FrameConnection<?>[] current = new FrameConnection<?>[1];
		try (Stepped stepped = serving((line, out) -> {
			out.put('<').put(line, StandardCharsets.UTF_8);
			current[0].connection().write(ByteBuffer.wrap(new byte[] { '(', '1', ')' }));
			current[0].connection().write(ByteBuffer.wrap(new byte[] { '(', '2', ')' }));
			out.put('>');
		})) {
			SimPeer peer = stepped.connect();
			current[0] = this.connections.values().iterator().next();
			peer.send("a\nb\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("(1)(2)<a>(1)(2)<b>");
		}
	}

	@Test
	@DisplayName("a large write inside an encoder leaves before its frame, and spoils nothing")
	void largeWriteInside() {
		FrameConnection<?>[] current = new FrameConnection<?>[1];
		byte[] large = "x".repeat(3 * Batch.CAPACITY).getBytes(StandardCharsets.UTF_8);
		try (Stepped stepped = serving((line, out) -> {
			out.put('<').put(line, StandardCharsets.UTF_8);
			current[0].connection().write(ByteBuffer.wrap(large));
			out.put('>');
		})) {
			SimPeer peer = stepped.connect();
			current[0] = this.connections.values().iterator().next();
			peer.send("a\n");
			stepped.step();
			assertThat(peer.count()).isEqualTo(large.length + 3);
			assertThat(peer.text()).startsWith("xxx").endsWith("x<a>");
		}
	}

	@Test
	@DisplayName("a frame that an encoder sends elsewhere arrives there whole, and so does its own")
	void sendsInside() {
		FrameConnection<?>[] first = new FrameConnection<?>[1];
		try (Stepped stepped = serving((line, out) -> {
			out.put('<').put(line, StandardCharsets.UTF_8);
			if (!line.startsWith("copy")) {
				@SuppressWarnings("unchecked")
				FrameConnection<String> own = (FrameConnection<String>) first[0];
				own.send("copy to self");
				other(own).send("copy of " + line);
			}
			out.put('>');
		})) {
			SimPeer peer = stepped.connect();
			first[0] = this.connections.values().iterator().next();
			SimPeer other = stepped.connect();
			peer.send("a\nb\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("<copy to self><a><copy to self><b>");
			assertThat(other.text()).isEqualTo("<copy of a><copy of b>");
		}
	}

	@Test
	@DisplayName("frames of every size arrive whole: smaller than the room, as large, and larger than the batch")
	void sizes() {
		try (Stepped stepped = serving(
				(line, out) -> out.put(line.repeat(Integer.parseInt(line)), StandardCharsets.US_ASCII).put('|'))) {
			SimPeer peer = stepped.connect();
			StringBuilder expected = new StringBuilder();
			for (int size : List.of(1, 5460, 5461, 5462, 5000, 32_768, 3, 11_000, 22_000, 37_000, 60_000, 7)) {
				peer.send(size + "\n");
				expected.append(("" + size).repeat(size)).append('|');
			}
			stepped.step();
			assertThat(peer.text()).isEqualTo(expected.toString());
		}
	}

	@Test
	@DisplayName("more frames in one callback than the batch holds arrive whole")
	void fullBatch() {
		try (Stepped stepped = serving((line, out) -> out.put(line.repeat(1000), StandardCharsets.US_ASCII).put('|'))) {
			SimPeer peer = stepped.connect();
			peer.send("0123456789\n".repeat(100));
			stepped.step();
			assertThat(peer.text()).isEqualTo(("0123456789".repeat(1000) + '|').repeat(100));
		}
	}

	@Test
	@DisplayName("frames that the socket does not take wait in their order")
	void waiting() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			SimPeer peer = stepped.connect().window(5);
			peer.send("one\ntwo\nthree\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("one|t");
			peer.send("four\n");
			stepped.step();
			peer.window(1000);
			stepped.step();
			assertThat(peer.text()).isEqualTo("one|two|three|four|");
		}
	}

	@Test
	@DisplayName("a plain write among frames keeps its place, and its outcome is its own")
	void plainWriteBetween() {
		List<Long> told = new ArrayList<>();
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			SimPeer peer = stepped.connect().window(6);
			this.before = (connection) -> connection.connection()
				.write(ByteBuffer.wrap(new byte[] { '(', ')' }),
						(same, bytes, failure) -> told.add((failure == null) ? bytes : -1));
			peer.send("a\nb\nc\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("()a|()");
			assertThat(told).as("the third one waits").containsExactly(2L, 2L);
			peer.window(100);
			stepped.step();
			assertThat(peer.text()).isEqualTo("()a|()b|()c|");
			assertThat(told).containsExactly(2L, 2L, 2L);
			assertThat(stepped.connection().output().accepted()).isEqualTo(12);
		}
	}

	@Test
	@DisplayName("what is composed counts for who asks in the middle of a read")
	void countsWhenAsked() {
		List<Long> accepted = new ArrayList<>();
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			this.before = (same) -> accepted.add(connection.output().accepted());
			peer.send("one\ntwo\nthree\n");
			stepped.step();
			assertThat(accepted).containsExactly(0L, 4L, 8L);
			assertThat(connection.output().accepted()).isEqualTo(14);
			assertThat(peer.writes()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("of a read in whose middle the handler closes, the frames before are answered and none after")
	void closesBetween() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			SimPeer peer = stepped.connect();
			int[] frames = new int[1];
			this.before = (connection) -> {
				if (++frames[0] == 3) {
					connection.connection().close();
				}
			};
			peer.send("one\ntwo\nthree\nfour\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("one|two|");
			assertThat(frames[0]).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("of a read in whose middle the handler throws, the frames before are answered and none after")
	void throwsBetween() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			SimPeer peer = stepped.connect();
			int[] frames = new int[1];
			this.before = (connection) -> {
				if (++frames[0] == 3) {
					throw new IllegalStateException("Thrown by a test");
				}
			};
			peer.send("one\ntwo\nthree\nfour\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("one|two|");
			assertThat(frames[0]).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("no frame passes by what waits since room was made for it")
	void waitsSinceRoomWasMade() {
		try (Stepped stepped = serving((line, out) -> out.put(line.repeat(15_000), StandardCharsets.US_ASCII))) {
			SimPeer peer = stepped.connect().window(50_000);
			StringBuilder expected = new StringBuilder();
			for (char c = 'a'; c <= 'm'; c++) {
				peer.send(c + "\n");
				expected.append(("" + c).repeat(15_000));
			}
			stepped.step();
			assertThat(peer.count()).isEqualTo(50_000);
			peer.window(1 << 20);
			stepped.step();
			assertThat(peer.text()).isEqualTo(expected.toString());
		}
	}

	@Test
	@DisplayName("room is lent once at a time, on the loop, to a connection that would gather the write")
	void lends() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8))) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			WriteRoom room = WriteRoom.lend(connection);
			assertThat(room).isNotNull();
			assertThat(room.bytes().isDirect()).isTrue();
			int at = room.begin();
			assertThat(room.bytes().limit() - at).isGreaterThanOrEqualTo(Output.SMALL);
			assertThat(WriteRoom.lend(connection)).isNull();
			room.bytes().put(at, (byte) 'x');
			assertThat(room.take(at, at + 1)).isTrue();
			assertThat(WriteRoom.lend(connection)).isSameAs(room);
			assertThat(room.begin()).isEqualTo(at + 1);
			room.giveBack();
			stepped.step();
			assertThat(peer.text()).isEqualTo("x");
			connection.shutdownOutput();
			assertThat(WriteRoom.lend(connection)).isNull();
		}
	}

	@Test
	@DisplayName("a frame that outgrows the room takes as few system calls as any of its size")
	void outgrows() {
		try (Stepped stepped = serving(
				(line, out) -> out.put(line.repeat(8 * Batch.CAPACITY), StandardCharsets.US_ASCII))) {
			SimPeer peer = stepped.connect();
			peer.send("x\n");
			stepped.step();
			assertThat(peer.count()).isEqualTo(8 * Batch.CAPACITY);
			assertThat(peer.writes()).isEqualTo(8);
		}
	}

	@Test
	@DisplayName("a frame for a connection that is closed does not divide what others gather")
	void closedOther() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8))) {
			SimPeer peer = stepped.connect();
			FrameConnection<String> own = this.connections.values().iterator().next();
			stepped.connect();
			this.before = (connection) -> {
				connection.send("-");
				other(own).connection().abort();
				other(own).send("lost");
			};
			peer.send("a\nb\nc\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("-a-b-c");
			assertThat(peer.writes()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("what an encoder puts into a buffer that it has kept spoils nothing")
	void putsTooLate() {
		FrameBuffer[] kept = new FrameBuffer[1];
		try (Stepped stepped = serving((line, out) -> {
			out.put(line, StandardCharsets.UTF_8);
			kept[0] = out;
		})) {
			SimPeer peer = stepped.connect();
			SimPeer other = stepped.connect();
			this.before = (connection) -> {
				if (kept[0] != null) {
					other(connection).connection().write(ByteBuffer.wrap("gathered".getBytes(StandardCharsets.UTF_8)));
					kept[0].put("late", StandardCharsets.UTF_8);
				}
			};
			peer.send("a\nb\n");
			stepped.step();
			assertThat(other.text()).isEqualTo("gathered");
			assertThat(peer.text()).isEqualTo("ab");
		}
	}

	@Test
	@DisplayName("a frame waits behind what its encoder wrote when the socket takes no more")
	void waitsInside() {
		FrameConnection<?>[] current = new FrameConnection<?>[1];
		try (Stepped stepped = serving((line, out) -> {
			out.put('<').put(line, StandardCharsets.UTF_8);
			current[0].connection().write(ByteBuffer.wrap(new byte[Output.SMALL + 1]));
			out.put('>');
		})) {
			SimPeer peer = stepped.connect().window(5);
			current[0] = this.connections.values().iterator().next();
			peer.send("a\nb\n");
			stepped.step();
			peer.window(1 << 20);
			stepped.step();
			String large = "\0".repeat(Output.SMALL + 1);
			assertThat(peer.text()).isEqualTo(large + "<a>" + large + "<b>");
		}
	}

	@Test
	@DisplayName("a frame is whole when its write finds the batch in the way of the cap")
	void cap() {
		try (Stepped stepped = serving(
				(config) -> config.writeMaxPending(10).writeHighWaterMark(10).writeLowWaterMark(1),
				(line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			SimPeer peer = stepped.connect();
			peer.send("one\ntwo\nthree\nfour\n");
			stepped.step();
			assertThat(peer.text()).isEqualTo("one|two|three|four|");
		}
	}

	@Test
	@DisplayName("an encoder that ends its connection spoils no other's frame")
	void endsInside() {
		try (Stepped stepped = serving((line, out) -> {
			out.put(line, StandardCharsets.UTF_8);
			if (line.equals("end")) {
				this.connections.values().iterator().next().connection().abort();
			}
		})) {
			SimPeer peer = stepped.connect();
			FrameConnection<String> first = this.connections.values().iterator().next();
			SimPeer other = stepped.connect();
			this.connections.values().removeIf((each) -> each != first);
			peer.send("a\nend\nlost\n");
			other.send("b\nc\n");
			stepped.step();
			assertThat(other.text()).isEqualTo("bc");
			assertThat(peer.text()).doesNotContain("end", "lost");
		}
	}

	/**
	 * Cuts at line feeds.
	 */
	private static final class LineDecoder implements FrameDecoder<String> {

		@Override
		public @Nullable String decode(ByteBuffer in) {
			for (int i = in.position(); i < in.limit(); i++) {
				if (in.get(i) == '\n') {
					byte[] line = new byte[i - in.position()];
					in.get(line).get();
					return new String(line, StandardCharsets.UTF_8);
				}
			}
			return null;
		}

	}

}
