package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The figures of a loop.
 */
class LoopStatsTests {

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final FakeClock[] clock = new FakeClock[1];

	/** A server whose handler takes a millisecond for each segment. */
	private Stepped slow() {
		Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			this.clock[0].advance(MILLI);
		});
		this.clock[0] = stepped.clock;
		return stepped;
	}

	private static LoopStats loop(Stepped stepped) {
		return stepped.group.loopStats().get(0);
	}

	private static long sum(LoopStats loop) {
		return List.of(LoopStats.State.values()).stream().mapToLong(loop::nanos).sum();
	}

	@Test
	@DisplayName("P10 the states of a loop sum up to the time that went by")
	void statesSumUp() {
		try (Stepped stepped = slow()) {
			SimPeer peer = stepped.connect();
			long begun = stepped.clock.nanos();
			long before = sum(loop(stepped));
			for (int i = 0; i < 100; i++) {
				peer.send("work");
				stepped.step();
				stepped.network.whileSelecting(() -> stepped.clock.advance(MILLI));
				stepped.step();
			}
			stepped.step();
			assertThat(sum(loop(stepped)) - before).isEqualTo(stepped.clock.nanos() - begun);
		}
	}

	@Test
	@DisplayName("P10 time in handlers is found by sampling, waiting is exact")
	void handlerAndIdle() {
		try (Stepped stepped = slow()) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < 2000; i++) {
				peer.send("work");
				stepped.turn();
				stepped.network.whileSelecting(() -> stepped.clock.advance(MILLI));
			}
			stepped.turn();
			LoopStats loop = loop(stepped);
			assertThat(loop.nanos(LoopStats.State.IDLE)).isEqualTo(2000 * MILLI.toNanos());
			assertThat(loop.nanos(LoopStats.State.HANDLER)).isGreaterThan(1700 * MILLI.toNanos());
			assertThat(loop.nanos(LoopStats.State.TLS)).isZero();
		}
	}

	@Test
	@DisplayName("P10 time in TLS is found by sampling, also where a handler's writes took it")
	void tls() {
		FakeClock clock = new FakeClock();
		LoopCounters loop = new LoopCounters("loop",
				EventLoopGroup.builder().threads(1).clock(clock).build().settings());
		loop.begin(clock.nanos());
		for (int turn = 0; turn < 1600; turn++) {
			loop.sleeps(clock.nanos());
			loop.wakes(clock.nanos());
			tlsTakes(loop, clock, MILLI);
			long handler = loop.handlerBegins();
			clock.advance(MILLI);
			tlsTakes(loop, clock, MILLI.multipliedBy(2));
			loop.handlerEnds(handler);
			loop.ioEnds(clock.nanos());
		}
		long total = sum(loop);
		assertThat((double) loop.nanos(LoopStats.State.TLS) / total).isCloseTo(0.75, within(0.1));
		assertThat((double) loop.nanos(LoopStats.State.HANDLER) / total).isCloseTo(0.25, within(0.1));
	}

	private static void tlsTakes(LoopCounters loop, FakeClock clock, Duration time) {
		long begun = loop.tlsBegins();
		clock.advance(time);
		loop.tlsEnds(begun);
	}

	@Test
	@DisplayName("P10 what no user code took counts as io or tasks")
	void tasksOfTheEngine() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			stepped.connection().loop().run(() -> stepped.clock.advance(SECOND));
			stepped.step().step();
			assertThat(loop(stepped).nanos(LoopStats.State.TASKS)).isEqualTo(SECOND.toNanos());
			assertThat(loop(stepped).nanos(LoopStats.State.IO)).isZero();
		}
	}

	@Test
	@DisplayName("P10 utilization is the share of the last second or more that the loop worked")
	void utilization() {
		try (Stepped stepped = slow()) {
			SimPeer peer = stepped.connect();
			LoopStats loop = loop(stepped);
			sleeps(stepped, SECOND);
			assertThat(loop.utilization()).isZero();
			for (int i = 0; i < 1000; i++) {
				peer.send("work");
				stepped.step();
			}
			stepped.step();
			assertThat(loop.utilization()).isCloseTo(1, within(0.01));
			for (int i = 0; i < 500; i++) {
				peer.send("work");
				stepped.step();
			}
			assertThat(loop.utilization()).as("within the window").isCloseTo(1, within(0.01));
			sleeps(stepped, Duration.ofMillis(500));
			assertThat(loop.utilization()).isCloseTo(0.5, within(0.01));
		}
	}

	private static void sleeps(Stepped stepped, Duration time) {
		stepped.network.whileSelecting(() -> stepped.clock.advance(time));
		stepped.step();
	}

	@Test
	@DisplayName("P10 a loop that sleeps right now shows as idle, not as working since it fell asleep")
	void utilizationWhileAsleep() {
		double[] seen = new double[1];
		try (Stepped stepped = slow()) {
			stepped.network.whileSelecting(() -> {
				stepped.clock.advance(Duration.ofSeconds(10));
				seen[0] = loop(stepped).utilization();
			});
			stepped.step();
			assertThat(seen[0]).isZero();
		}
	}

	@Test
	@DisplayName("P10 a loop that has not started, or has stopped, works at nothing")
	void utilizationWithoutThread() {
		FakeClock time = new FakeClock();
		EventLoopGroup unused = EventLoopGroup.builder().threads(1).clock(time).build();
		time.advance(SECOND);
		assertThat(unused.loopStats()).allSatisfy((loop) -> assertThat(loop.utilization()).isZero());
		Stepped stepped = slow();
		stepped.close();
		stepped.clock.advance(Duration.ofSeconds(10));
		assertThat(loop(stepped).utilization()).isLessThan(0.01);
		stepped.clock.advance(Duration.ofSeconds(10));
		stepped.server.start();
		stepped.step();
		stepped.clock.advance(SECOND);
		assertThat(loop(stepped).utilization()).isLessThan(0.1);
		stepped.close();
	}

	@Test
	@DisplayName("P9 the lag is how long the turn lasts that the loop is in, and nothing while it waits")
	void lagOfTheTurn() {
		List<Duration> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			stepped.connection().loop().run(() -> {
				stepped.clock.advance(SECOND);
				seen.add(loop(stepped).lag());
			});
			stepped.step();
			stepped.network.whileSelecting(() -> {
				stepped.clock.advance(SECOND);
				seen.add(loop(stepped).lag());
			});
			stepped.step();
			assertThat(seen).containsExactly(SECOND, Duration.ZERO);
		}
	}

	@Test
	@DisplayName("P9 the lag is what the last probe found, as long as the loop runs")
	void lagOfTheProbe() {
		Stepped stepped = Stepped.with((loops) -> loops.lagListener((loop, lag) -> {
		}), (config) -> {
		}, (connection) -> Servers.ECHO);
		stepped.network.whileSelecting(() -> stepped.clock.advance(Duration.ofMillis(1300)));
		stepped.step();
		stepped.turn();
		assertThat(loop(stepped).lag()).isEqualTo(Duration.ofMillis(300));
		stepped.close();
		assertThat(loop(stepped).lag()).isZero();
	}

	@Test
	@DisplayName("P10 turns are counted, and connections as they come and go")
	void turnsAndConnections() {
		try (Stepped stepped = slow()) {
			LoopStats loop = loop(stepped);
			long before = loop.iterations();
			stepped.turn().turn();
			assertThat(loop.iterations() - before).isEqualTo(2);
			SimPeer peer = stepped.connect();
			stepped.connect();
			assertThat(loop.connections()).isEqualTo(2);
			peer.reset();
			stepped.step();
			assertThat(loop.connections()).isEqualTo(1);
			assertThat(loop.name()).isEqualTo("acceptor");
		}
	}

	@Test
	@DisplayName("P10 a counter for each value of an enum counts for itself")
	void counterPerValue() {
		CounterPerValue<Callback> counters = new CounterPerValue<>(Callback.values());
		counters.increment(Callback.OPEN);
		counters.add(Callback.CLOSE, 41);
		counters.increment(Callback.CLOSE);
		assertThat(counters.get(Callback.OPEN)).isEqualTo(1);
		assertThat(counters.get(Callback.CLOSE)).isEqualTo(42);
		assertThat(counters.get(Callback.DATA)).isZero();
	}

}
