package dev.leat.reactor;

import java.time.Duration;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Output that waits without a byte of progress ends the connection; progress counts, not
 * calls.
 */
class WriteTimeoutTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final Duration ALMOST_TEN = TEN.minusNanos(1);

	private static final Duration NANO = Duration.ofNanos(1);

	private final Recorder recorder = new Recorder();

	private Stepped withoutIdle() {
		return Stepped.with((config) -> config.idleTimeout(Duration.ZERO).writeTimeout(TEN), this.recorder);
	}

	@Test
	@DisplayName("X18 FB6 FB7 a peer that takes nothing for the write timeout is reset with WRITE_TIMEOUT, not early")
	void aborts() {
		try (Stepped stepped = withoutIdle()) {
			SimPeer peer = stepped.connect().window(0);
			stepped.connection().write(Bytes.of("stuck"));
			stepped.step().advance(ALMOST_TEN);
			assertThat(this.recorder.events).containsExactly("open");
			stepped.advance(NANO);
			assertThat(this.recorder.events).containsExactly("open", "close WRITE_TIMEOUT");
			assertThat(peer.gotReset()).isTrue();
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("X18 FB7 one byte of progress starts the write timeout anew")
	void progressCounts() {
		try (Stepped stepped = withoutIdle()) {
			SimPeer peer = stepped.connect().window(0);
			stepped.connection().write(Bytes.of("slowly"));
			stepped.step();
			for (int i = 0; i < 6; i++) {
				stepped.advance(ALMOST_TEN);
				peer.window(1);
				stepped.step();
			}
			assertThat(peer.text()).isEqualTo("slowly");
			assertThat(this.recorder.events).containsExactly("open", "write-complete");
		}
	}

	@Test
	@DisplayName("X18 FB7 more writes are no progress")
	void callsDoNotCount() {
		try (Stepped stepped = withoutIdle()) {
			stepped.connect().window(0);
			Connection connection = stepped.connection();
			connection.write(Bytes.of("one"));
			stepped.step().advance(ALMOST_TEN);
			connection.write(Bytes.of("two"));
			connection.write(Bytes.of(".".repeat(20_000)));
			stepped.advance(NANO);
			assertThat(this.recorder.events).containsExactly("open", "close WRITE_TIMEOUT");
		}
	}

	@Test
	@DisplayName("FE11 the wait begins with the write, however long its callback took before")
	void lateWrite() {
		FakeClock[] clock = new FakeClock[1];
		ConnectionHandler slow = (connection, data) -> {
			clock[0].advance(TEN);
			connection.write(data);
		};
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ZERO).writeTimeout(TEN), slow)) {
			clock[0] = stepped.clock;
			stepped.connect().window(0).send("stuck");
			stepped.step().advance(ALMOST_TEN);
			assertThat(stepped.stats().connections()).isEqualTo(1);
			stepped.advance(NANO);
			assertThat(stepped.stats().closed(CloseReason.WRITE_TIMEOUT)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("X18 input from the peer is no progress of the output")
	void inputDoesNotCount() {
		try (Stepped stepped = withoutIdle()) {
			SimPeer peer = stepped.connect().window(0);
			stepped.connection().write(Bytes.of("stuck"));
			stepped.step().advance(ALMOST_TEN);
			peer.send("I talk but do not listen");
			stepped.advance(NANO);
			assertThat(this.recorder.events).endsWith("close WRITE_TIMEOUT");
		}
	}

	@Test
	@DisplayName("X18 FB7 onIdle that keeps the connection does not put the write timeout off")
	void keepingIsNoProgress() {
		Recorder keeper = new Recorder() {
			@Override
			public boolean onIdle(Connection connection) throws Exception {
				super.onIdle(connection);
				return true;
			}
		};
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ofSeconds(4)).writeTimeout(TEN),
				keeper)) {
			stepped.connect().window(0);
			stepped.connection().write(Bytes.of("stuck"));
			stepped.step();
			for (int i = 0; i < 5; i++) {
				stepped.advance(Duration.ofSeconds(2));
			}
			assertThat(keeper.events).containsExactly("open", "idle", "idle", "close WRITE_TIMEOUT");
		}
	}

	@Test
	@DisplayName("X18 when all is out the write timeout rests, and begins anew with the next that waits")
	void restsWhenAllIsOut() {
		try (Stepped stepped = withoutIdle()) {
			SimPeer peer = stepped.connect().window(0);
			Connection connection = stepped.connection();
			connection.write(Bytes.of("one"));
			stepped.step();
			peer.window(3);
			stepped.advance(Duration.ofHours(1));
			assertThat(connection.isOpen()).isTrue();
			connection.write(Bytes.of("two"));
			stepped.step().advance(ALMOST_TEN);
			assertThat(connection.isOpen()).isTrue();
			stepped.advance(NANO);
			assertThat(this.recorder.events).endsWith("close WRITE_TIMEOUT");
		}
	}

	@Test
	@DisplayName("X18 a write timeout of zero is off, and leaves the idle timeout on")
	void off() {
		try (Stepped stepped = Stepped
			.with((config) -> config.idleTimeout(Duration.ofMinutes(5)).writeTimeout(Duration.ZERO), this.recorder)) {
			stepped.connect().window(0);
			stepped.connection().write(Bytes.of("stuck"));
			stepped.step().advance(Duration.ofMinutes(5).minusNanos(1));
			assertThat(this.recorder.events).containsExactly("open");
			stepped.advance(NANO);
			assertThat(this.recorder.events).containsExactly("open", "idle");
		}
	}

	@Test
	@DisplayName("X18 a connection that flushes before its close ends by the write timeout too, and keeps its first reason")
	void flushingIsBounded() {
		try (Stepped stepped = withoutIdle()) {
			SimPeer peer = stepped.connect().window(0);
			stepped.connection().write(Bytes.of("last words"));
			stepped.connection().close();
			stepped.step().advance(ALMOST_TEN);
			assertThat(peer.isReleased()).isFalse();
			stepped.advance(NANO);
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.recorder.events).containsExactly("open", "close LOCAL");
		}
	}

}
