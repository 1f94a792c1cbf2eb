package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Timeouts of many connections on a loop that has much else to do.
 */
class TimeoutPrecisionTests {

	private static final int CONNECTIONS = 5_000;

	private static final Duration IDLE = Duration.ofSeconds(2);

	private static final Duration TICK = Duration.ofMillis(10);

	private static final Duration WORK = Duration.ofMillis(1);

	/** Callbacks of a millisecond each in ten. */
	private static final int BUSY = 8;

	private final FakeClock[] clock = new FakeClock[1];

	/** When something was last sent, by the client's port. */
	private final Map<Integer, Long> sent = new HashMap<>();

	private final List<Duration> late = new ArrayList<>();

	private final ConnectionHandler handler = new ConnectionHandler() {

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			if (data.remaining() > 1) {
				TimeoutPrecisionTests.this.clock[0].advance(WORK);
			}
			data.position(data.limit());
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			if (reason == CloseReason.IDLE) {
				closed(((InetSocketAddress) connection.remoteAddress()).getPort());
			}
		}

	};

	private void closed(int port) {
		long since = Objects.requireNonNull(this.sent.get(port));
		this.late.add(Duration.ofNanos(this.clock[0].nanos() - since).minus(IDLE));
	}

	private void send(SimPeer peer) {
		peer.send("x");
		this.sent.put(peer.port(), this.clock[0].nanos());
	}

	@Test
	@DisplayName("FE11 FE12 of 5,000 idle timeouts on a loop at 80 % none is early, and none late by 100 ms")
	void underLoad() {
		try (Stepped stepped = Stepped.with(
				(config) -> config.idleTimeout(IDLE).lingerIdle(Duration.ZERO).maxConnections(CONNECTIONS + 1),
				this.handler)) {
			this.clock[0] = stepped.clock;
			SimPeer busy = stepped.connect();
			List<SimPeer> idle = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				idle.add(stepped.network.connect(stepped.port()));
			}
			stepped.step();
			idle.forEach(this::send);
			Random random = new Random(11);
			for (int tick = 0; tick < 450; tick++) {
				if (tick < 200) {
					random.ints(20, 0, CONNECTIONS).forEach((i) -> send(idle.get(i)));
				}
				tick(stepped, busy);
			}
			assertThat(this.late).hasSize(CONNECTIONS)
				.allMatch((late) -> !late.isNegative() && late.compareTo(Duration.ofMillis(100)) < 0);
		}
	}

	private static void tick(Stepped stepped, SimPeer busy) {
		for (int i = 0; i < BUSY; i++) {
			busy.send("work");
			stepped.turn();
		}
		stepped.clock.advance(TICK.minus(WORK.multipliedBy(BUSY)));
		stepped.turn();
	}

}
