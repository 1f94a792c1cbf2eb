package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A turn reads one full buffer of a connection, then others get their turn.
 */
class FairReadingTests {

	private final List<String> seen = new ArrayList<>();

	private void note(Connection connection, ByteBuffer data) {
		this.seen.add(connection.attachment() + ":" + data.remaining());
		data.position(data.limit());
	}

	@Test
	@DisplayName("FB10 FE17 S2-8 one that sends without end gets one read buffer a turn, the other its word in between")
	void oneBufferEach() {
		try (Stepped stepped = Stepped.with((loops) -> loops.readBuffer(1000), (config) -> {
		}, (connection) -> this::note)) {
			SimPeer loud = stepped.connect();
			stepped.connection().attach("loud");
			SimPeer quiet = stepped.connect();
			stepped.server.connections().forEach((connection) -> {
				if (connection.attachment() == null) {
					connection.attach("quiet");
				}
			});
			loud.send(new byte[3500]);
			quiet.send(new byte[5]);
			stepped.turn();
			assertThat(this.seen).containsExactlyInAnyOrder("loud:1000", "quiet:5");
			stepped.step();
			assertThat(this.seen).endsWith("loud:1000", "loud:1000", "loud:500");
		}
	}

	@Test
	@DisplayName("FE17 beside one that sends at line rate each of 500 others gets its answer in the turn in which it asks")
	void fiveHundredLight() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer loud = stepped.connect();
			List<SimPeer> light = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				light.add(stepped.connect());
			}
			int portion = 256 * 1024;
			loud.send(new byte[10 * portion]);
			for (int turn = 1; turn <= 10; turn++) {
				light.forEach((peer) -> peer.send("ping"));
				stepped.turn();
				assertThat(loud.count()).as("one read buffer a turn").isEqualTo(turn * portion);
				int answered = 4 * turn;
				assertThat(light).allMatch((peer) -> peer.count() == answered);
			}
		}
	}

	@Test
	@DisplayName("S2-11 reading goes on turn by turn until the socket would block")
	void drainsToWouldBlock() {
		try (Stepped stepped = Stepped.with((loops) -> loops.readBuffer(10), (config) -> {
		}, (connection) -> this::note)) {
			SimPeer peer = stepped.connect();
			peer.send(new byte[10_000]);
			stepped.step();
			assertThat(this.seen).hasSize(1000);
			assertThat(peer.unread()).isZero();
			assertThat(stepped.stats().bytesRead()).isEqualTo(10_000);
		}
	}

	@Test
	@DisplayName("R16 one read takes as much as the loop's read buffer holds")
	void oneReadTakesAFullBuffer() {
		try (Stepped stepped = Stepped.of(this::note)) {
			SimPeer peer = stepped.connect();
			peer.send(new byte[256 * 1024]);
			stepped.step();
			assertThat(this.seen).containsExactly("null:262144");
			assertThat(peer.reads()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FE9 L3 W6 S2-8 a task that asks for another task each time leaves every turn to the sockets as well")
	void tasksDoNotStarveReading() {
		try (Stepped stepped = Stepped.of(this::note)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			Runnable[] again = new Runnable[1];
			again[0] = () -> {
				if (this.seen.isEmpty()) {
					connection.execute(again[0]);
				}
			};
			connection.execute(again[0]);
			stepped.turn().turn().turn();
			peer.send("x");
			stepped.turn();
			assertThat(this.seen).containsExactly("null:1");
		}
	}

}
