package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameHandler;
import dev.leat.codec.Framing;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A frame that has begun has to become whole in time, where that is asked for.
 */
class FrameTimeoutTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final FrameHandler<ByteBuffer, ByteBuffer> ECHO = FrameConnection::send;

	private final Stepped stepped = Stepped.with((loops) -> {
	}, (config) -> {
	}, Framing.lengthField(1).frameTimeout(TEN).handler(ECHO));

	private final SimPeer peer = this.stepped.connect();

	@AfterEach
	void close() {
		this.stepped.close();
	}

	private void millisPass(long count) {
		this.stepped.advance(Duration.ofMillis(count));
	}

	/** A byte of a long frame each second, and what is done behind each; 9 s in all. */
	private void trickle(Runnable behind) {
		this.peer.send("\u0064");
		this.stepped.step();
		for (int i = 0; i < 9; i++) {
			millisPass(1000);
			this.peer.send("x");
			this.stepped.step();
			behind.run();
		}
	}

	private void assertEndsIn(long millis) {
		millisPass(millis - 1);
		assertThat(this.peer.gotFin()).isFalse();
		millisPass(1);
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("FB8 a frame that trickles in is given up at its deadline, not before, whatever moves")
	void trickles() {
		trickle(() -> {
		});
		assertEndsIn(1000);
		this.peer.fin();
		this.stepped.step();
		assertThat(this.stepped.stats().closed(CloseReason.PROTOCOL_ERROR)).isEqualTo(1);
	}

	@Test
	@DisplayName("FB8 the next frame has its own time, and silence between frames has none")
	void eachFrame() {
		this.peer.send("\u0002a");
		millisPass(9000);
		this.peer.send("b\u0001");
		millisPass(9000);
		this.peer.send("c");
		this.stepped.step();
		millisPass(60_000);
		assertThat(this.peer.text()).isEqualTo("\u0002ab\u0001c");
		this.peer.send("\u0002d");
		this.stepped.step();
		assertEndsIn(10000);
	}

	@Test
	@DisplayName("FB8 the time does not count against a peer whose bytes are not read")
	void paused() {
		this.peer.send("\u0002a");
		this.stepped.step();
		Connection connection = this.stepped.connection();
		connection.pauseReading();
		this.peer.send("b");
		millisPass(25_000);
		connection.resumeReading();
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("\u0002ab");
		assertThat(this.peer.gotFin()).isFalse();
	}

	@Test
	@DisplayName("FB8 after a pause the time begins anew, wherever in it the pause was")
	void pausedForAWhile() {
		beginAndPause();
		this.stepped.connection().resumeReading();
		this.stepped.step();
		millisPass(200);
		this.peer.send("b");
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("\u0002ab");
		assertThat(this.peer.gotFin()).isFalse();
	}

	/** Half a frame at 0 s, and a pause from 1 s on; it is 9.9 s then. */
	private void beginAndPause() {
		this.peer.send("\u0002a");
		this.stepped.step();
		millisPass(1000);
		this.stepped.connection().pauseReading();
		millisPass(8900);
	}

	@Test
	@DisplayName("FB8 after a pause the rest of a frame has the whole time, and no more than that")
	void silentAfterAPause() {
		beginAndPause();
		millisPass(100);
		millisPass(5000);
		this.stepped.connection().resumeReading();
		this.stepped.step();
		assertEndsIn(10000);
	}

	@Test
	@DisplayName("FB8 who resumes reading that is not paused gives nobody more time")
	void resumedWithoutAPause() {
		trickle(() -> this.stepped.connection().resumeReading());
		assertEndsIn(1000);
	}

	@Test
	@DisplayName("FB8 nothing is awaited of a frame that the end of the input has made whole")
	void endedWhole() {
		try (Stepped lines = Stepped.with((loops) -> {
		}, (config) -> {
		}, Framing.lines(StandardCharsets.UTF_8).frameTimeout(TEN).handler(new FrameHandler<String, String>() {

			@Override
			public void onFrame(FrameConnection<String> connection, String frame) {
				connection.send("heard " + frame);
			}

			@Override
			public void onInputEnd(FrameConnection<String> connection) {
				// it answers later
			}

		}))) {
			SimPeer hasty = lines.connect().send("que");
			lines.step();
			hasty.send("ry").fin();
			lines.step();
			lines.advance(TEN);
			assertThat(hasty.text()).isEqualTo("heard query\n");
			assertThat(lines.stats().closed(CloseReason.PROTOCOL_ERROR)).isZero();
			assertThat(lines.connection().isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("FB8 without a deadline a frame may take as long as it likes, and a deadline is not below zero")
	void none() {
		try (Stepped patient = Stepped.with((loops) -> {
		}, (config) -> config.idleTimeout(Duration.ZERO), Framing.lengthField(1).handler(ECHO))) {
			SimPeer slow = patient.connect().send("\u0001");
			patient.step();
			patient.advance(Duration.ofDays(1));
			slow.send("x");
			patient.step();
			assertThat(slow.text()).isEqualTo("\u0001x");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> Framing.varint().frameTimeout(Duration.ofSeconds(-1)));
	}

}
