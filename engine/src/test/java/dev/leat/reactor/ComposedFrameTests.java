package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import dev.leat.codec.FrameBuffer;
import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameEncoder;
import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for frames that are encoded where they leave from, in the loop's batch: whatever
 * an encoder does meanwhile and whatever lies below, each frame arrives whole, in its
 * order.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class ComposedFrameTests extends ComposedFrames {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	Below below;

	@Override
	Stepped serving(Consumer<ServerConfig.Builder> config, FrameEncoder<String> encoder) {
		return super.serving(this.below.settings().andThen(config), encoder);
	}

	private FramesPeer connect(Stepped stepped) {
		return this.below.connect(stepped);
	}

	@Test
	@DisplayName("S1-16 the frames of one read leave in one system call")
	void oneSystemCall() {
		try (Stepped stepped = serving((line, out) -> out.put('<').put(line, StandardCharsets.UTF_8).put('>'))) {
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
			current[0] = this.connections.values().iterator().next();
			peer.send("a\n");
			stepped.step();
			assertThat(peer.text().length()).isEqualTo(large.length + 3);
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
			FramesPeer peer = connect(stepped);
			first[0] = this.connections.values().iterator().next();
			FramesPeer other = connect(stepped);
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
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
			peer.send("0123456789\n".repeat(100));
			stepped.step();
			assertThat(peer.text()).isEqualTo(("0123456789".repeat(1000) + '|').repeat(100));
		}
	}

	@Test
	@DisplayName("what is composed counts for who asks in the middle of a read")
	void countsWhenAsked() {
		List<Long> accepted = new ArrayList<>();
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
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
	@DisplayName("room is lent once at a time, on the loop, to a connection that would gather the write")
	void lends() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8))) {
			FramesPeer peer = connect(stepped);
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
	@DisplayName("a frame for a connection that is closed does not divide what others gather")
	void closedOther() {
		try (Stepped stepped = serving((line, out) -> out.put(line, StandardCharsets.UTF_8))) {
			FramesPeer peer = connect(stepped);
			FrameConnection<String> own = this.connections.values().iterator().next();
			connect(stepped);
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
			FramesPeer peer = connect(stepped);
			FramesPeer other = connect(stepped);
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
	@DisplayName("a frame is whole when its write finds the batch in the way of the cap")
	void cap() {
		try (Stepped stepped = serving(
				(config) -> config.writeMaxPending(10).writeHighWaterMark(10).writeLowWaterMark(1),
				(line, out) -> out.put(line, StandardCharsets.UTF_8).put('|'))) {
			FramesPeer peer = connect(stepped);
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
			FramesPeer peer = connect(stepped);
			FrameConnection<String> first = this.connections.values().iterator().next();
			FramesPeer other = connect(stepped);
			this.connections.values().removeIf((each) -> each != first);
			peer.send("a\nend\nlost\n");
			other.send("b\nc\n");
			stepped.step();
			assertThat(other.text()).isEqualTo("bc");
			assertThat(peer.text()).doesNotContain("end", "lost");
		}
	}

	/**
	 * What lies below the frames, in a network in memory.
	 */
	enum Below {

		/** Nothing but the socket. */
		PLAIN {
			@Override
			Consumer<ServerConfig.Builder> settings() {
				return (config) -> {
				};
			}

			@Override
			FramesPeer connect(Stepped stepped) {
				SimPeer peer = stepped.connect();
				return new FramesPeer(peer, (text) -> text.getBytes(StandardCharsets.UTF_8), peer::text);
			}
		},

		/** Records. */
		TLS {
			@Override
			Consumer<ServerConfig.Builder> settings() {
				return (config) -> config.tls(TlsConfig.builder(Contexts.server()).build());
			}

			@Override
			FramesPeer connect(Stepped stepped) {
				try {
					TlsPeer peer = TlsPeer.to(stepped).exchange();
					return new FramesPeer(peer.peer, peer::wrap, () -> peer.takeIn().text());
				}
				catch (SSLException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		};

		abstract Consumer<ServerConfig.Builder> settings();

		/** Connects a client, which is ready to send. */
		abstract FramesPeer connect(Stepped stepped);

	}

	/**
	 * A client that sends lines and gets frames.
	 */
	private static final class FramesPeer {

		private final SimPeer peer;

		private final Encryption encryption;

		private final Supplier<String> received;

		/** System calls that were made before it had sent anything. */
		private final int writes;

		FramesPeer(SimPeer peer, Encryption encryption, Supplier<String> received) {
			this.peer = peer;
			this.encryption = encryption;
			this.received = received;
			this.writes = peer.writes();
		}

		void send(String lines) {
			try {
				this.peer.send(this.encryption.encrypt(lines));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		String text() {
			return this.received.get();
		}

		int writes() {
			return this.peer.writes() - this.writes;
		}

	}

	/** Makes of text what goes to the server. */
	@FunctionalInterface
	private interface Encryption {

		byte[] encrypt(String text) throws IOException;

	}

}
