package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.leat.codec.FrameConnection;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for frames that are encoded where they leave from, and what of them the socket
 * takes, byte by byte.
 */
class ComposedFrameWindowTests extends ComposedFrames {

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

}
