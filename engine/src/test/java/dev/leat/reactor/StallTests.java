package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A turn that holds its loop is told while it lasts.
 */
class StallTests {

	private static final Duration LIMIT = Duration.ofMillis(200);

	/** What the handler does while it holds the loop. */
	private Runnable holds = () -> {
	};

	private final ConnectionHandler handler = new ConnectionHandler() {
		@Override
		public void onData(Connection connection, ByteBuffer data) {
			data.position(data.limit());
			StallTests.this.holds.run();
		}
	};

	private static Watchdog watchdog(Stepped stepped) {
		return Objects.requireNonNull(stepped.watchdog);
	}

	/** Time goes by while the watchdog looks whenever it wants to. */
	private static void pass(Stepped stepped, Duration time) {
		long left = time.toNanos();
		while (left > 0) {
			long wait = Math.min(left, watchdog(stepped).look());
			stepped.clock.advance(Duration.ofNanos(wait));
			left -= wait;
		}
		watchdog(stepped).look();
	}

	/** Time goes by while the loop sleeps. */
	private static void sleep(Stepped stepped, Duration time) {
		stepped.network.whileSelecting(() -> pass(stepped, time));
		stepped.turn();
	}

	private static LoopStats loop(Stepped stepped) {
		return stepped.group.loopStats().get(0);
	}

	@Test
	@DisplayName("FE4 P9 a turn is told when it has lasted for the blocked warning, not before, with what runs and its stack")
	void toldWhileItLasts() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> {
				pass(stepped, LIMIT.minusNanos(1));
				assertThat(stepped.group.stalls()).isEmpty();
				pass(stepped, Duration.ofNanos(1));
				Stall stall = stepped.group.stalls().get(0);
				assertThat(stall.loop()).isEqualTo("acceptor");
				assertThat(stall.connection()).contains("stepped#");
				assertThat(stall.held()).isEqualTo(LIMIT);
				assertThat(stall.over()).isFalse();
				assertThat(stall.stacks()).singleElement().asString().contains("StallTests").contains("EventLoop.turn");
				assertThat(loop(stepped).blocked()).isEqualTo(1);
			};
			peer.send("hold");
			stepped.step();
			assertThat(logs.lines()).singleElement()
				.asString()
				.startsWith("WARN Event loop 'acceptor' has been held for 200 ms by stepped#")
				.contains("leat.event-loops.blocked-warning")
				.contains("\n\tat ");
		}
	}

	@Test
	@DisplayName("FE4 P9 as it lasts stacks are taken at twice the time and twice again, and it is counted and logged once")
	void moreStacks() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> pass(stepped, Duration.ofMillis(1700));
			peer.send("hold");
			stepped.step();
			sleep(stepped, Duration.ZERO);
			Stall stall = stepped.group.stalls().get(0);
			assertThat(stall.stacks()).as("at 200, 400, 800 and 1600 ms").hasSize(4);
			assertThat(stall.held()).isEqualTo(Duration.ofMillis(1700));
			assertThat(stall.over()).isTrue();
			assertThat(loop(stepped).blocked()).isEqualTo(1);
			assertThat(logs.lines()).hasSize(1);
			stepped.advance(Duration.ofSeconds(3));
			assertThat(stepped.group.stalls().get(0).ago()).isEqualTo(Duration.ofMillis(4700));
		}
	}

	@Test
	@DisplayName("P9 the next stall is told again, and the last sixteen are kept, the newest first")
	void againAndAgain() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			for (int i = 1; i <= 20; i++) {
				int number = i;
				this.holds = () -> pass(stepped, LIMIT.plusMillis(number));
				peer.send("hold");
				stepped.step();
				sleep(stepped, Duration.ofSeconds(2));
			}
			assertThat(loop(stepped).blocked()).isEqualTo(20);
			assertThat(logs.lines()).hasSize(20);
			List<Stall> stalls = stepped.group.stalls();
			assertThat(stalls).hasSize(16).allMatch(Stall::over);
			assertThat(stalls.get(0).held()).isEqualTo(LIMIT.plusMillis(20));
			assertThat(stalls.get(15).held()).isEqualTo(LIMIT.plusMillis(5));
		}
	}

	@Test
	@DisplayName("FE4 a pause of the whole process is no stall of the loop that was in a turn, and is told as what it is")
	void pauseOfTheProcess() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> {
				watchdog(stepped).look();
				stepped.clock.advance(Duration.ofSeconds(5));
				watchdog(stepped).look();
				assertThat(stepped.group.stalls()).isEmpty();
				pass(stepped, Duration.ofMillis(10));
			};
			peer.send("hold");
			stepped.step();
			sleep(stepped, Duration.ZERO);
			assertThat(stepped.group.stalls()).isEmpty();
			assertThat(loop(stepped).blocked()).isZero();
			assertThat(logs.lines()).singleElement()
				.asString()
				.startsWith("WARN The whole process stood still for 4800 ms")
				.contains("garbage collection");
		}
	}

	@Test
	@DisplayName("FE4 a pause of the whole process while the watchdog starts is no stall either, and is told")
	void pauseAtTheStart() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> {
				stepped.clock.advance(Duration.ofSeconds(5));
				watchdog(stepped).begin();
				watchdog(stepped).look();
			};
			peer.send("hold");
			stepped.step();
			assertThat(stepped.group.stalls()).isEmpty();
			assertThat(loop(stepped).blocked()).isZero();
			assertThat(logs.lines()).singleElement()
				.asString()
				.startsWith("WARN The whole process stood still for 4800 ms");
		}
	}

	@Test
	@DisplayName("FE4 the time that the watchdog itself takes to start is no stall, and no pause of the process")
	void startOfTheWatchdog() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> {
				stepped.clock.advance(LIMIT.minusNanos(1));
				stepped.clock.passes(Duration.ZERO, Duration.ofSeconds(5));
				watchdog(stepped).begin();
				watchdog(stepped).look();
			};
			peer.send("hold");
			stepped.step();
			assertThat(stepped.group.stalls()).isEmpty();
			assertThat(logs.lines()).isEmpty();
		}
	}

	@Test
	@DisplayName("FE4 P9 a turn that is held while the watchdog starts is told before that takes long")
	void stallAtTheStart() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> {
				stepped.clock.advance(LIMIT);
				stepped.clock.passes(Duration.ZERO, Duration.ofSeconds(5));
				watchdog(stepped).begin();
				assertThat(stepped.group.stalls()).singleElement()
					.satisfies((stall) -> assertThat(stall.held()).isEqualTo(LIMIT));
			};
			peer.send("hold");
			stepped.step();
			assertThat(loop(stepped).blocked()).isEqualTo(1);
			assertThat(logs.lines()).singleElement()
				.asString()
				.startsWith("WARN Event loop 'acceptor' has been held for 200 ms");
		}
	}

	@Test
	@DisplayName("FE4 what is left of a stall besides a pause counts")
	void pauseWithinAStall() {
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN); Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> {
				pass(stepped, Duration.ofMillis(100));
				stepped.clock.advance(Duration.ofSeconds(5));
				pass(stepped, Duration.ofMillis(200));
			};
			peer.send("hold");
			stepped.step();
			sleep(stepped, Duration.ZERO);
			assertThat(stepped.group.stalls()).singleElement()
				.satisfies((stall) -> assertThat(stall.held()).isEqualTo(Duration.ofMillis(300)));
			assertThat(logs.lines()).hasSize(2);
		}
	}

	@Test
	@DisplayName("FE4 many short turns are no stall, however busy the loop is")
	void shortTurns() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> pass(stepped, LIMIT.minusMillis(1));
			for (int i = 0; i < 50; i++) {
				peer.send("work");
				stepped.step();
			}
			assertThat(stepped.group.stalls()).isEmpty();
		}
	}

	@Test
	@DisplayName("a blocked warning of zero is off")
	void off() {
		try (Stepped stepped = Stepped.with((loops) -> loops.blockedWarning(Duration.ZERO), (config) -> {
		}, (connection) -> this.handler)) {
			SimPeer peer = stepped.connect();
			this.holds = () -> pass(stepped, Duration.ofHours(1));
			peer.send("hold");
			stepped.step();
			assertThat(stepped.group.stalls()).isEmpty();
		}
	}

	@Test
	@DisplayName("X9 an idle engine does not wake: after a second without a turn the watchdog sleeps until a loop calls it")
	void dozes() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect();
			stepped.network.whileSelecting(() -> {
				pass(stepped, Duration.ofMillis(1500));
				assertThat(watchdog(stepped).look()).isEqualTo(Nanos.FOREVER);
			});
			stepped.turn();
			this.holds = () -> pass(stepped, LIMIT);
			stepped.clock.advance(Duration.ofHours(1));
			peer.send("hold");
			stepped.step();
			assertThat(stepped.group.stalls()).as("the hour is no pause, and the stall is seen").hasSize(1);
		}
	}

	@Test
	@DisplayName("FE4 over real threads a sleeping watchdog comes in time, and the other loop serves meanwhile")
	void realThreads() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		ConnectionHandler blocks = new ConnectionHandler() {
			@Override
			public void onData(Connection connection, ByteBuffer data) throws Exception {
				if (data.get(data.position()) == 'b') {
					entered.countDown();
					release.await(20, TimeUnit.SECONDS);
				}
				connection.write(data);
			}
		};
		try (Logs logs = Logs.of(Watchdog.class, Level.WARN);
				Servers.Running server = Servers.start((loops) -> loops.threads(2), (config) -> {
				}, (connection) -> blocks);
				Client first = server.client();
				Client second = server.client()) {
			first.echo("one");
			second.echo("two");
			first.send("block");
			entered.await(20, TimeUnit.SECONDS);
			Until.holds(() -> waiting(server.loops()).isPresent());
			assertThat(second.echo("served")).isEqualTo("served");
			release.countDown();
			assertThat(first.readText(5)).isEqualTo("block");
			Until.holds(() -> waiting(server.loops()).orElseThrow().over());
			assertThat(waiting(server.loops()).orElseThrow().held()).isGreaterThanOrEqualTo(LIMIT);
			assertThat(logs.lines()).isNotEmpty();
		}
	}

	/** The stall of whoever waited on a latch; a busy machine may show others. */
	private static Optional<Stall> waiting(EventLoopGroup loops) {
		return loops.stalls()
			.stream()
			.filter((stall) -> stall.stacks().toString().contains("CountDownLatch.await"))
			.findFirst();
	}

}
