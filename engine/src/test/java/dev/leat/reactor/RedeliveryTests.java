package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameHandler;
import dev.leat.codec.Framing;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler left with reading paused comes before what the socket holds, and before
 * the end of the input, in whatever way the two meet.
 */
class RedeliveryTests {

	private final List<String> seen = new ArrayList<>();

	/** Pauses at each line, and stays when it is asked to finish and when input ends. */
	private final class OneByOne implements FrameHandler<String, String> {

		@Override
		public void onFrame(FrameConnection<String> frames, String line) {
			Connection connection = frames.connection();
			connection.pauseReading();
			if (RedeliveryTests.this.seen.isEmpty()) {
				connection.schedule(Duration.ofMinutes(59), connection::resumeReading);
			}
			RedeliveryTests.this.seen.add(line);
		}

		@Override
		public void onDrain(FrameConnection<String> frames, Duration remaining) {
			RedeliveryTests.this.seen.add("drain");
		}

		@Override
		public void onInputEnd(FrameConnection<String> frames) {
			RedeliveryTests.this.seen.add("end");
		}

	}

	@Test
	@DisplayName("R15 who is resumed and asked to finish in the same turn gets the next frame first, and no other one")
	void drainBehindResume() {
		try (Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> config.maxAge(Duration.ofHours(1)).idleTimeout(Duration.ZERO),
				Framing.lines(StandardCharsets.UTF_8).handler(new OneByOne()))) {
			stepped.connect().send("1\n2\n3\n").fin();
			stepped.step();
			assertThat(this.seen).containsExactly("1");
			stepped.advance(Duration.ofMinutes(67));
			assertThat(this.seen).containsExactly("1", "2", "drain");
			assertThat(stepped.connection().isReadingPaused()).isTrue();
			stepped.task(Connection::resumeReading);
			assertThat(this.seen).containsExactly("1", "2", "drain", "3");
			stepped.task(Connection::resumeReading);
			assertThat(this.seen).containsExactly("1", "2", "drain", "3", "end");
		}
	}

	@Test
	@DisplayName("R15 who is resumed and asked to finish in the same turn gets what was left and what has come, if it does not pause")
	void drainBringsBoth() {
		boolean[] waits = { true };
		try (Stepped stepped = Stepped.with((config) -> {
		}, new Recorder() {

			@Override
			public void onData(Connection connection, ByteBuffer data) throws Exception {
				if (waits[0]) {
					connection.pauseReading();
				}
				else {
					super.onData(connection, data);
				}
			}

			@Override
			public void onDrain(Connection connection, Duration remaining) {
				RedeliveryTests.this.seen.add(text());
			}

		})) {
			stepped.connect().send("left,").send("more");
			stepped.step();
			waits[0] = false;
			NioConnection connection = stepped.connection();
			connection.resumeReading();
			connection.life().drain(Duration.ofSeconds(5));
			stepped.step();
			assertThat(this.seen).containsExactly("left,more");
		}
	}

	@Test
	@DisplayName("R15 S4-9 a handler that is new after a rejoin, and pauses, is told of the end behind all that came before")
	void endBehindPause() {
		Halves[] halves = new Halves[1];
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.seen.add(Bytes.take(data, 1));
			connection.pauseReading();
		})) {
			SimPeer peer = stepped.connect();
			stepped.task((connection) -> halves[0] = connection.split());
			peer.send("ab").fin();
			stepped.step();
			Halves.rejoin(halves[0].in(), halves[0].out());
			stepped.step();
			assertThat(this.seen).containsExactly("a");
			assertThat(peer.gotFin()).isFalse();
			stepped.task(Connection::resumeReading);
			assertThat(this.seen).containsExactly("a", "b");
			assertThat(peer.gotFin()).isFalse();
			stepped.task(Connection::resumeReading);
			assertThat(peer.gotFin()).isTrue();
		}
	}

}
