package dev.leat.reactor;

import java.time.Duration;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer that never says anything.
 */
class FirstByteTimeoutTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final Duration ALMOST_TEN = TEN.minusNanos(1);

	private static final Duration NANO = Duration.ofNanos(1);

	private final Recorder recorder = new Recorder();

	private Stepped firstByteInTen() {
		return Stepped.with((config) -> config.firstByteTimeout(TEN), this.recorder);
	}

	@Test
	@DisplayName("FB8 a peer that sends nothing is closed with IDLE at the first-byte timeout, not early, and unasked")
	void closes() {
		try (Stepped stepped = firstByteInTen()) {
			SimPeer peer = stepped.connect();
			stepped.advance(ALMOST_TEN);
			assertThat(this.recorder.events).containsExactly("open");
			stepped.advance(NANO);
			assertThat(peer.gotFin()).isTrue();
			peer.fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close IDLE");
		}
	}

	@Test
	@DisplayName("what the server sends does not put the first-byte timeout off")
	void outputDoesNotCount() {
		try (Stepped stepped = firstByteInTen()) {
			SimPeer peer = stepped.connect();
			stepped.advance(ALMOST_TEN);
			stepped.connection().write(Bytes.of("greeting"));
			stepped.step().advance(NANO);
			assertThat(peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("one byte ends the wait for good")
	void oneByte() {
		try (Stepped stepped = firstByteInTen()) {
			SimPeer peer = stepped.connect();
			stepped.advance(ALMOST_TEN);
			peer.send("x");
			stepped.step().advance(TEN).advance(TEN);
			assertThat(this.recorder.events).containsExactly("open", "data");
		}
	}

	@Test
	@DisplayName("the wait is off by default")
	void off() {
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ZERO), this.recorder)) {
			stepped.connect();
			stepped.advance(Duration.ofDays(1));
			assertThat(this.recorder.events).containsExactly("open");
		}
	}

}
