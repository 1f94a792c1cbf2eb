package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How late a loop comes to what is due.
 */
class LagListenerTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<String> lags = new ArrayList<>();

	private static Stepped with(LagListener listener, ConnectionHandler handler) {
		return Stepped.with((loops) -> loops.lagListener(listener), (config) -> {
		}, (connection) -> handler);
	}

	@Test
	@DisplayName("P9 the lag is told once a second, with the loop it is of")
	void onceASecond() {
		try (Stepped stepped = with((loop, lag) -> this.lags.add(loop.name() + " " + lag), Servers.ECHO)) {
			stepped.advance(SECOND.minusNanos(1));
			assertThat(this.lags).isEmpty();
			stepped.advance(Duration.ofNanos(1));
			assertThat(this.lags).containsExactly("acceptor PT0S");
			stepped.advance(Duration.ofMillis(1250));
			assertThat(this.lags).containsExactly("acceptor PT0S", "acceptor PT0.25S");
			stepped.advance(SECOND);
			assertThat(this.lags).hasSize(3);
		}
	}

	@Test
	@DisplayName("P9 a handler that holds the loop shows as lag, once and not for each second it took")
	void blockedLoop() {
		FakeClock[] clock = new FakeClock[1];
		try (Stepped stepped = with((loop, lag) -> this.lags.add(lag.toString()), (connection, data) -> {
			data.position(data.limit());
			clock[0].advance(Duration.ofSeconds(5));
		})) {
			clock[0] = stepped.clock;
			SimPeer peer = stepped.connect();
			peer.send("block");
			stepped.step();
			assertThat(this.lags).containsExactly("PT4S");
		}
	}

	@Test
	@DisplayName("P9 a lag listener that throws an exception or an error is told again and harms nobody")
	void throwingListener() {
		try (Stepped stepped = with((loop, lag) -> {
			this.lags.add("told");
			if (this.lags.size() == 1) {
				throw new IllegalStateException("lag");
			}
			throw new AssertionError("lag");
		}, Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			stepped.advance(SECOND).advance(SECOND).advance(SECOND);
			assertThat(this.lags).hasSize(3);
			peer.send("alive");
			stepped.step();
			assertThat(peer.text()).isEqualTo("alive");
		}
	}

	@Test
	@DisplayName("a group says who is told, so that a meter is there only where something is measured")
	void saysWhoIsTold() {
		LagListener listener = (loop, lag) -> this.lags.add(lag.toString());
		assertThat(EventLoopGroup.builder().lagListener(listener).build().lagListener()).isSameAs(listener);
		assertThat(EventLoopGroup.builder().build().lagListener()).isNull();
	}

	@Test
	@DisplayName("X9 without a lag listener nothing is armed")
	void noProbe() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			assertThat(stepped.loops.get(0).timers().size()).isZero();
		}
	}

}
