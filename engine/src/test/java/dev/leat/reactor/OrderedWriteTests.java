package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes leave in the order of the calls, whichever way they take.
 */
class OrderedWriteTests {

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	@DisplayName("X1 S1-1 S1-2 S1-16 three writes in one callback arrive in call order, in one system call")
	void threeWritesInOneCallback() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			connection.write(bytes("one,"));
			connection.write(bytes("two,"));
			connection.write(bytes("three"));
		})) {
			SimPeer peer = stepped.connect();
			peer.send("go");
			stepped.step();
			assertThat(peer.text()).isEqualTo("one,two,three");
			assertThat(peer.writes()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("X1 X3 S1-3 S1-4 S1-14 every write is told once, in order, with its full length, also when it leaves in parts")
	void everyOutcomeOnce() {
		List<String> outcomes = new ArrayList<>();
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			for (String word : List.of("one", "seven", "eleven")) {
				connection.write(bytes(word), (where, count, failure) -> outcomes.add(word + ":" + count));
			}
			assertThat(outcomes).isEmpty();
		})) {
			SimPeer peer = stepped.connect();
			peer.window(5).send("go");
			stepped.step();
			assertThat(outcomes).containsExactly("one:3");
			peer.window(5);
			stepped.step();
			assertThat(outcomes).containsExactly("one:3", "seven:5");
			peer.window(100);
			stepped.step();
			assertThat(outcomes).containsExactly("one:3", "seven:5", "eleven:6");
			assertThat(peer.text()).isEqualTo("oneseveneleven");
		}
	}

}
