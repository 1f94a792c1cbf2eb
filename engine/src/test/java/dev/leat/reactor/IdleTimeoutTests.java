package dev.leat.reactor;

import java.time.Duration;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Silence is told, and closes unless the handler keeps the connection.
 */
class IdleTimeoutTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final Duration ALMOST_TEN = TEN.minusNanos(1);

	private static final Duration NANO = Duration.ofNanos(1);

	private final Recorder recorder = new Recorder();

	private static Recorder keeps(int times) {
		return new Recorder() {
			private int left = times;

			@Override
			public boolean onIdle(Connection connection) throws Exception {
				super.onIdle(connection);
				return this.left-- > 0;
			}
		};
	}

	private Stepped idleAfterTen() {
		return Stepped.with((config) -> config.idleTimeout(TEN), this.recorder);
	}

	@Test
	@DisplayName("S3-38 FB5 silence for the idle timeout is told and closes with IDLE, not a nanosecond early")
	void closes() {
		try (Stepped stepped = idleAfterTen()) {
			SimPeer peer = stepped.connect();
			stepped.advance(ALMOST_TEN);
			assertThat(this.recorder.events).containsExactly("open");
			stepped.advance(NANO);
			assertThat(peer.gotFin()).isTrue();
			peer.fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "idle", "close IDLE");
		}
	}

	@Test
	@DisplayName("S3-38 bytes in either direction put the idle timeout off")
	void bothDirectionsCount() {
		try (Stepped stepped = idleAfterTen()) {
			SimPeer peer = stepped.connect();
			stepped.advance(ALMOST_TEN);
			peer.send("in");
			stepped.step().advance(ALMOST_TEN);
			stepped.connection().write(Bytes.of("out"));
			stepped.step().advance(ALMOST_TEN);
			assertThat(this.recorder.events).doesNotContain("idle");
			stepped.advance(NANO);
			assertThat(this.recorder.events).contains("idle");
		}
	}

	@Test
	@DisplayName("S3-38 onIdle that answers true keeps the connection for another whole timeout, again and again")
	void keep() {
		Recorder keeper = keeps(2);
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(TEN), keeper)) {
			stepped.connect().fin();
			stepped.connection().pauseReading();
			stepped.advance(TEN).advance(ALMOST_TEN);
			assertThat(keeper.events).containsExactly("open", "idle");
			stepped.advance(NANO).advance(ALMOST_TEN);
			assertThat(keeper.events).containsExactly("open", "idle", "idle");
			stepped.advance(NANO);
			assertThat(keeper.events).containsExactly("open", "idle", "idle", "idle", "close IDLE");
		}
	}

	@Test
	@DisplayName("S3-38 zero switches the idle timeout off, and nothing is armed")
	void off() {
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ZERO), this.recorder)) {
			stepped.connect();
			assertThat(stepped.connection().loop().timers().size()).isZero();
			stepped.advance(Duration.ofDays(365));
			assertThat(this.recorder.events).containsExactly("open");
		}
	}

	@Test
	@DisplayName("T16 an idle timeout of ages does not overflow into one at once")
	void ages() {
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
				this.recorder)) {
			stepped.connect();
			stepped.advance(Duration.ofDays(365));
			assertThat(this.recorder.events).containsExactly("open");
		}
	}

	@Test
	@DisplayName("S3-38 the read idle timeout counts bytes from the peer only")
	void readIdle() {
		try (Stepped stepped = Stepped.with((config) -> config.readIdleTimeout(TEN), this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.advance(ALMOST_TEN);
			peer.send("in");
			stepped.step().advance(ALMOST_TEN);
			stepped.connection().write(Bytes.of("out"));
			stepped.step().advance(NANO);
			peer.fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "data", "write-complete", "idle", "close IDLE");
		}
	}

	@Test
	@DisplayName("S3-38 onIdle that answers true puts the read idle timeout off as well")
	void keepReadIdle() {
		Recorder keeper = keeps(1);
		try (Stepped stepped = Stepped.with((config) -> config.readIdleTimeout(TEN), keeper)) {
			stepped.connect();
			stepped.advance(TEN).advance(ALMOST_TEN);
			assertThat(keeper.events).containsExactly("open", "idle");
			stepped.advance(NANO);
			assertThat(keeper.events).containsExactly("open", "idle", "idle");
		}
	}

	@Test
	@DisplayName("S3-38 a connection's own idle timeout replaces the server's: sooner, later, and off")
	void ownTimeout() {
		try (Stepped stepped = idleAfterTen()) {
			stepped.connect();
			stepped.connection().idleTimeout(Duration.ofSeconds(30));
			stepped.advance(Duration.ofSeconds(29));
			assertThat(this.recorder.events).doesNotContain("idle");
			stepped.connection().idleTimeout(Duration.ZERO);
			stepped.advance(Duration.ofHours(1));
			assertThat(this.recorder.events).doesNotContain("idle");
			stepped.connection().write(Bytes.of("."));
			stepped.step();
			Stepped.elsewhere(() -> stepped.connection().idleTimeout(Duration.ofSeconds(2)));
			stepped.step().advance(Duration.ofSeconds(2).minusNanos(1));
			assertThat(this.recorder.events).doesNotContain("idle");
			stepped.advance(NANO);
			assertThat(this.recorder.events).contains("idle");
		}
	}

	@Test
	@DisplayName("S3-38 an idle timeout that the factory sets holds from the first moment")
	void setByTheFactory() {
		try (Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> config.idleTimeout(Duration.ZERO), (connection) -> {
			connection.idleTimeout(TEN);
			return this.recorder;
		})) {
			stepped.connect();
			stepped.advance(ALMOST_TEN);
			assertThat(this.recorder.events).containsExactly("open");
			stepped.advance(NANO);
			assertThat(this.recorder.events).contains("idle");
		}
	}

	@Test
	@DisplayName("S3-38 an idle timeout below zero is refused where it is set")
	void negative() {
		try (Stepped stepped = idleAfterTen()) {
			stepped.connect();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> stepped.connection().idleTimeout(Duration.ofSeconds(-1)))
				.withMessageContaining("-1");
			assertThat(stepped.connection().isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("S3-38 what onIdle writes leaves at once, and a connection that closes is not asked")
	void onIdleMayWrite() {
		Recorder pings = new Recorder() {
			@Override
			public boolean onIdle(Connection connection) throws Exception {
				super.onIdle(connection);
				connection.write(Bytes.of("ping"));
				return true;
			}
		};
		try (Stepped stepped = Stepped.with(
				(config) -> config.idleTimeout(TEN).lingerTime(Duration.ofDays(1)).lingerIdle(Duration.ofDays(1)),
				pings)) {
			SimPeer peer = stepped.connect();
			stepped.advance(TEN);
			assertThat(peer.text()).isEqualTo("ping");
			stepped.connection().close();
			stepped.advance(TEN).advance(TEN);
			assertThat(pings.events).containsOnlyOnce("idle");
		}
	}

	@Test
	@DisplayName("S3-38 a thousand idle connections end at once, each told once")
	void manyAtOnce() {
		try (Stepped stepped = idleAfterTen()) {
			for (int i = 0; i < 1000; i++) {
				stepped.network.connect(stepped.port()).send(".").fin();
			}
			stepped.step();
			for (int i = 0; i < 1000; i++) {
				stepped.network.connect(stepped.port());
			}
			stepped.step().advance(TEN);
			assertThat(this.recorder.events.stream().filter("idle"::equals)).hasSize(1000);
			stepped.advance(TEN);
			assertThat(stepped.server.connections().size()).isZero();
		}
	}

	@Test
	@DisplayName("FE4 a handler that blocks for longer than the idle timeout and then answers ends neither its client nor one beside it")
	void blockingHandler() {
		FakeClock[] clock = new FakeClock[1];
		ConnectionHandler blocks = (connection, data) -> {
			clock[0].advance(Duration.ofSeconds(30));
			connection.write(data);
		};
		try (Stepped stepped = Stepped.with((config) -> config.idleTimeout(TEN), blocks)) {
			clock[0] = stepped.clock;
			List<SimPeer> peers = List.of(stepped.connect(), stepped.connect());
			peers.forEach((peer) -> peer.send("ask"));
			stepped.step().advance(ALMOST_TEN);
			assertThat(peers).allSatisfy((peer) -> {
				assertThat(peer.text()).isEqualTo("ask");
				assertThat(peer.gotFin()).isFalse();
			});
			stepped.advance(NANO);
			assertThat(peers).allMatch(SimPeer::gotFin);
		}
	}

}
