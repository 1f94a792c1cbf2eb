package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that become old.
 */
class MaxAgeTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final Duration NANO = Duration.ofNanos(1);

	private final Recorder recorder = new Recorder();

	private static Consumer<ServerConfig.Builder> anHour() {
		return (config) -> config.maxAge(HOUR).maxAgeGrace(GRACE).idleTimeout(Duration.ZERO);
	}

	@Test
	@DisplayName("a connection ages also when it waits for nothing else any more")
	void nothingElseIsDue() throws Exception {
		try (Stepped stepped = Stepped.with(anHour(), this.recorder)) {
			stepped.connect();
			stepped.connection().idleTimeout(Duration.ZERO);
			stepped.advance(HOUR.plus(HOUR.dividedBy(10)));
			assertThat(this.recorder.events).containsExactly("open", "drain");
		}
	}

	@Test
	@DisplayName("an old connection is drained and closes with MAX_AGE, never before its age, a tenth later at most")
	void closesByDefault() {
		try (Stepped stepped = Stepped.with(anHour(), this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.advance(HOUR.minus(NANO));
			assertThat(this.recorder.events).containsExactly("open");
			stepped.advance(HOUR.dividedBy(10).plus(NANO));
			assertThat(peer.gotFin()).isTrue();
			peer.fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "drain", "close MAX_AGE");
			assertThat(stepped.loops.get(0).timers().size()).isZero();
		}
	}

	@Test
	@DisplayName("a handler that keeps an old connection is told how long it may, and loses it then")
	void graceEnds() {
		List<Duration> told = new ArrayList<>();
		Recorder keeper = new Recorder() {
			@Override
			public void onDrain(Connection connection, Duration remaining) {
				told.add(remaining);
			}
		};
		try (Stepped stepped = Stepped.with(anHour(), keeper)) {
			SimPeer peer = stepped.connect();
			stepped.advance(HOUR.plus(HOUR.dividedBy(10)));
			assertThat(told).containsExactly(GRACE);
			peer.send("last words");
			stepped.step().advance(GRACE.minus(NANO));
			assertThat(keeper.events).containsExactly("open", "data");
			stepped.advance(NANO);
			peer.fin();
			stepped.step();
			assertThat(keeper.events).containsExactly("open", "data", "close MAX_AGE");
		}
	}

	@Test
	@DisplayName("connections that began together do not end together")
	void spread() {
		try (Stepped stepped = Stepped.with(anHour(), this.recorder)) {
			for (int i = 0; i < 200; i++) {
				stepped.connect();
			}
			stepped.advance(HOUR.plus(HOUR.dividedBy(20)));
			assertThat(this.recorder.events.stream().filter("drain"::equals).count()).isBetween(50L, 150L);
			stepped.advance(HOUR.dividedBy(20));
			assertThat(this.recorder.events.stream().filter("drain"::equals)).hasSize(200);
		}
	}

	@Test
	@DisplayName("the age counts for busy connections too, and is off by default")
	void busyAndOff() {
		Recorder ageless = new Recorder();
		try (Stepped young = Stepped.of(ageless); Stepped old = Stepped.with(anHour(), this.recorder)) {
			SimPeer busy = young.connect();
			SimPeer aging = old.connect();
			for (int minute = 0; minute < 67; minute++) {
				busy.send("x");
				aging.send("x");
				young.advance(Duration.ofMinutes(1));
				old.advance(Duration.ofMinutes(1));
			}
			assertThat(ageless.events).containsExactly("open", "data");
			assertThat(this.recorder.events).startsWith("open", "data", "drain");
		}
	}

	@Test
	@DisplayName("a connection that is gone before has no timer left")
	void goneBefore() {
		try (Stepped stepped = Stepped.with(anHour(), this.recorder)) {
			stepped.connect().fin();
			stepped.step();
			assertThat(this.recorder.events).endsWith("close PEER_CLOSED");
			assertThat(stepped.loops.get(0).timers().size()).isZero();
		}
	}

}
