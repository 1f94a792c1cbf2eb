package dev.leat.reactor;

import java.time.Duration;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a closed connection waits for its peer's FIN, and what it swallows meanwhile.
 */
class LingerTests {

	private static final int KIB = 1024;

	private final Recorder handler = new Recorder();

	private Stepped start(Consumer<ServerConfig.Builder> config) {
		return Stepped.with(config, this.handler);
	}

	private static SimPeer closed(Stepped stepped) {
		SimPeer peer = stepped.connect();
		stepped.task(NioConnection::close);
		assertThat(peer.gotFin()).isTrue();
		assertThat(peer.isReleased()).isFalse();
		return peer;
	}

	private static Duration seconds(double seconds) {
		return Duration.ofMillis((long) (1000 * seconds));
	}

	@Test
	@DisplayName("H8 Y3 a peer that stays silent after FIN is released after 2 seconds, not before")
	void idle() {
		try (Stepped stepped = start((config) -> {
		})) {
			SimPeer peer = closed(stepped);
			stepped.advance(seconds(1.999));
			assertThat(peer.isReleased()).isFalse();
			stepped.advance(seconds(0.001));
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.handler.events).containsExactly("open", "close LOCAL");
			assertThat(this.handler.cause).isNull();
		}
	}

	@Test
	@DisplayName("H8 input keeps a closed connection lingering, for 10 seconds in all")
	void inAll() {
		try (Stepped stepped = start((config) -> {
		})) {
			SimPeer peer = closed(stepped);
			for (int i = 0; i < 9; i++) {
				peer.send("still here");
				stepped.advance(seconds(1));
				assertThat(peer.isReleased()).isFalse();
			}
			peer.send("still here");
			stepped.step();
			stepped.advance(seconds(1));
			assertThat(peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("H8 the limits are those of the configuration")
	void configured() {
		try (Stepped stepped = start((config) -> config.lingerIdle(seconds(5)).lingerTime(seconds(7)))) {
			SimPeer peer = closed(stepped);
			stepped.advance(seconds(4));
			peer.send("still here");
			stepped.step();
			stepped.advance(seconds(2.5));
			assertThat(peer.isReleased()).isFalse();
			stepped.advance(seconds(0.5));
			assertThat(peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("H8 a linger time of zero releases as soon as FIN is sent, after the output")
	void zero() {
		try (Stepped stepped = start((config) -> config.lingerIdle(Duration.ZERO))) {
			SimPeer peer = stepped.connect().window(0);
			stepped.task((connection) -> {
				connection.write(Bytes.of("bye"));
				connection.close();
			});
			assertThat(peer.isReleased()).isFalse();
			peer.window(3);
			stepped.step();
			assertThat(peer.text()).isEqualTo("bye");
			assertThat(peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("H8 after FIN no more input is swallowed than linger.bytes")
	void bytes() {
		try (Stepped stepped = start((config) -> config.lingerBytes(10 * KIB))) {
			SimPeer peer = closed(stepped);
			for (int i = 0; i < 10; i++) {
				peer.send(new byte[KIB]);
				stepped.step();
				assertThat(peer.isReleased()).isFalse();
			}
			peer.send(new byte[KIB]);
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.handler.closed).isCompletedWithValue(CloseReason.LOCAL);
		}
	}

	@Test
	@DisplayName("FB14 H5 while output is being flushed, input is swallowed without that limit: it must not cost the output")
	void bytesBeforeFin() {
		try (Stepped stepped = start((config) -> config.lingerBytes(10 * KIB))) {
			SimPeer peer = stepped.connect().window(2);
			stepped.task((connection) -> {
				connection.write(Bytes.of("bye"));
				connection.close();
			});
			for (int i = 0; i < 100; i++) {
				peer.send(new byte[KIB]);
			}
			stepped.step();
			assertThat(peer.unread()).isZero();
			peer.window(1);
			stepped.step();
			assertThat(peer.text()).isEqualTo("bye");
			assertThat(peer.gotFin()).isTrue();
			assertThat(peer.isReleased()).isFalse();
			peer.send(new byte[KIB]).fin();
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(peer.gotReset()).isFalse();
		}
	}

	@Test
	@DisplayName("R5 H7 a reset while lingering releases at once and keeps the reason")
	void resetWhileLingering() {
		try (Stepped stepped = start((config) -> {
		})) {
			SimPeer peer = closed(stepped);
			peer.reset();
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.handler.events).containsExactly("open", "close LOCAL");
		}
	}

	@Test
	@DisplayName("H6 an abort while lingering resets at once and keeps the reason")
	void abortWhileLingering() {
		try (Stepped stepped = start((config) -> {
		})) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			stepped.task((each) -> each.close(CloseReason.REPLACED));
			connection.abort();
			stepped.step();
			assertThat(peer.gotReset()).isTrue();
			assertThat(this.handler.closed).isCompletedWithValue(CloseReason.REPLACED);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H5 neither the idle nor the half-close timeout ends a connection that lingers")
	void otherTimeouts(boolean halfClosed) {
		try (Stepped stepped = start((config) -> config.idleTimeout(seconds(1))
			.readIdleTimeout(seconds(1))
			.halfCloseTimeout(seconds(1))
			.writeTimeout(seconds(1)))) {
			SimPeer peer = stepped.connect();
			if (halfClosed) {
				stepped.task(NioConnection::shutdownOutput);
			}
			stepped.task(NioConnection::close);
			stepped.advance(seconds(1.5));
			assertThat(peer.isReleased()).isFalse();
			stepped.advance(seconds(0.5));
			assertThat(peer.isReleased()).isTrue();
			assertThat(peer.gotReset()).isFalse();
			assertThat(this.handler.events).containsExactly("open", "close LOCAL");
		}
	}

	@Test
	@DisplayName("H9 a lingering connection holds no buffer, and nothing of it is armed once it is released")
	void holdsNothing() {
		try (Stepped stepped = start((config) -> {
		})) {
			SimPeer peer = stepped.connect();
			peer.window(0);
			stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
			peer.window(10);
			stepped.task(NioConnection::close);
			assertThat(peer.isReleased()).isFalse();
			assertThat(stepped.group.bufferStats().used()).isZero();
			stepped.advance(seconds(2));
			assertThat(stepped.loops.get(0).timers().first()).isNull();
		}
	}

}
