package dev.leat.reactor;

import java.time.Duration;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Half a connection does not stay for ever.
 */
class HalfCloseTimeoutTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final Duration ALMOST_TEN = TEN.minusNanos(1);

	private static final Duration NANO = Duration.ofNanos(1);

	private final Recorder stays = new Recorder() {
		@Override
		public void onInputEnd(Connection connection) {
			this.events.add("input-end");
		}
	};

	private Stepped stepped() {
		return Stepped.with((config) -> config.idleTimeout(Duration.ZERO).halfCloseTimeout(TEN), this.stays);
	}

	@Test
	@DisplayName("S3-B1 FB4 a handler that stays after the peer's FIN has the half-close timeout to close")
	void afterThePeersFin() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect().fin();
			stepped.step().advance(ALMOST_TEN);
			assertThat(this.stays.events).containsExactly("open", "input-end");
			stepped.advance(NANO);
			assertThat(this.stays.events).containsExactly("open", "input-end", "close HALF_CLOSE_TIMEOUT");
			assertThat(peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("S3-B1 a peer that does not end after our FIN has the half-close timeout as well")
	void afterOurFin() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect();
			stepped.connection().shutdownOutput();
			stepped.step().advance(ALMOST_TEN);
			peer.send("a sign of life");
			stepped.step().advance(ALMOST_TEN);
			assertThat(this.stays.events).containsExactly("open", "data");
			stepped.advance(NANO);
			assertThat(this.stays.events).endsWith("close HALF_CLOSE_TIMEOUT");
			assertThat(peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("FB2 bytes that go out after the peer's FIN put the half-close timeout off")
	void outputPutsItOff() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect().fin();
			stepped.step().advance(ALMOST_TEN);
			stepped.connection().write(Bytes.of("answer"));
			stepped.step().advance(ALMOST_TEN);
			assertThat(peer.text()).isEqualTo("answer");
			assertThat(stepped.connection().isOpen()).isTrue();
			stepped.advance(NANO);
			assertThat(this.stays.events).endsWith("close HALF_CLOSE_TIMEOUT");
		}
	}

	@Test
	@DisplayName("FB4 onIdle that keeps the connection does not put the half-close timeout off")
	void keepingDoesNotPutItOff() {
		Recorder keeper = new Recorder() {
			@Override
			public void onInputEnd(Connection connection) {
			}

			@Override
			public boolean onIdle(Connection connection) {
				return true;
			}
		};
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ofSeconds(4)).halfCloseTimeout(TEN),
				keeper)) {
			stepped.connect().fin();
			stepped.step();
			for (int i = 0; i < 5; i++) {
				stepped.advance(Duration.ofSeconds(2));
			}
			assertThat(keeper.events).endsWith("close HALF_CLOSE_TIMEOUT");
		}
	}

	@Test
	@DisplayName("S3-B1 a half-close timeout of zero is off")
	void off() {
		try (Stepped stepped = Stepped
			.with((config) -> config.idleTimeout(Duration.ZERO).halfCloseTimeout(Duration.ZERO), this.stays)) {
			stepped.connect().fin();
			stepped.step().advance(Duration.ofDays(30));
			assertThat(this.stays.events).containsExactly("open", "input-end");
		}
	}

	@Test
	@DisplayName("H9 a connection that has ended leaves no timer behind")
	void leavesNoTimer() {
		try (Stepped stepped = Stepped.of(this.stays)) {
			SimPeer peer = stepped.connect();
			EventLoop loop = stepped.connection().loop();
			assertThat(loop.timers().size()).isEqualTo(1);
			peer.reset();
			stepped.step();
			assertThat(loop.timers().size()).isZero();
		}
	}

}
