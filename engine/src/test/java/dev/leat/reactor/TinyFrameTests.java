package dev.leat.reactor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.codec.Framing;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Very many very small frames at once.
 */
class TinyFrameTests {

	/** More than two portions of frames: one when they are read, one when it settles. */
	private static final int MOST_A_TURN = 2 * 2048;

	private static final int READ = 256 * 1024;

	private final List<String> framesOfOthers = new ArrayList<>();

	private int frames;

	private Stepped serveLines() {
		return Stepped.with((loops) -> {
		}, (config) -> {
		}, Framing.lines(StandardCharsets.US_ASCII).handler((connection, line) -> {
			if (line.isEmpty()) {
				this.frames++;
			}
			else {
				this.framesOfOthers.add(line);
				connection.send(line);
			}
		}));
	}

	@Test
	@DisplayName("FB10 8 MiB of frames of one byte come whole, in portions, and others get their answer in every turn")
	void flood() {
		try (Stepped stepped = serveLines()) {
			SimPeer flood = stepped.connect();
			SimPeer other = stepped.connect();
			byte[] lines = "\n".repeat(32 * READ).getBytes(StandardCharsets.US_ASCII);
			flood.send(lines);
			int turns = 0;
			while (this.frames < lines.length) {
				int before = this.frames;
				other.send("served\n");
				stepped.turn();
				turns++;
				assertThat(this.frames - before).isBetween(1, MOST_A_TURN);
				assertThat(other.count()).isEqualTo(7 * turns);
				assertThat(stepped.group.bufferStats().used()).as("what is kept of one read").isLessThanOrEqualTo(READ);
			}
			assertThat(flood.isReleased()).isFalse();
		}
	}

	@Test
	@DisplayName("FB10 FIN behind a flood comes after its last frame, and the connection ends as any other")
	void finBehindAFlood() {
		try (Stepped stepped = serveLines()) {
			SimPeer flood = stepped.connect().send("\n".repeat(100_000)).fin();
			stepped.step();
			assertThat(this.frames).isEqualTo(100_000);
			assertThat(flood.isReleased()).isTrue();
			assertThat(stepped.stats().closed(CloseReason.PEER_CLOSED)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FB10 a drain in the middle of a flood lets the frames that have come in first")
	void drainInAFlood() {
		try (Stepped stepped = serveLines()) {
			SimPeer flood = stepped.connect().send("\n".repeat(100_000));
			stepped.turn();
			stepped.server.drain(Duration.ofSeconds(5));
			stepped.step();
			stepped.advance(Duration.ofSeconds(1));
			assertThat(this.frames).isEqualTo(100_000);
			assertThat(flood.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FB10 a pause in the middle of a flood holds, and resuming goes on where it stopped")
	void pauseInAFlood() {
		try (Stepped stepped = serveLines()) {
			stepped.connect().send("\n".repeat(100_000));
			stepped.turn();
			Connection connection = stepped.connection();
			connection.pauseReading();
			stepped.step();
			int paused = this.frames;
			assertThat(paused).isLessThan(100_000);
			stepped.step();
			assertThat(this.frames).isEqualTo(paused);
			connection.resumeReading();
			stepped.step();
			assertThat(this.frames).isEqualTo(100_000);
		}
	}

	@Test
	@DisplayName("FB10 a handler that yields for ever and takes nothing is closed with NO_PROGRESS")
	void yieldsForEver() {
		try (Stepped stepped = Stepped.of((connection, data) -> connection.yieldReading())) {
			SimPeer peer = stepped.connect().send("x");
			stepped.step();
			assertThat(peer.gotFin()).isTrue();
			peer.fin();
			stepped.step();
			assertThat(stepped.stats().closed(CloseReason.NO_PROGRESS)).isEqualTo(1);
		}
	}

}
