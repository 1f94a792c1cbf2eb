package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Timers of the application's, bound to a connection.
 */
class TimerTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final Duration ALMOST_TEN = TEN.minusNanos(1);

	private static final Duration NANO = Duration.ofNanos(1);

	private final List<String> ran = new ArrayList<>();

	private final Recorder recorder = new Recorder();

	private final Stepped stepped = Stepped.with((config) -> config.idleTimeout(Duration.ZERO), this.recorder);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	private Runnable note(String word) {
		return () -> this.ran.add(word);
	}

	@Test
	@DisplayName("S3-38 T1 a scheduled task runs once, on the loop, never early")
	void once() {
		List<Boolean> inLoop = new ArrayList<>();
		this.connection.schedule(TEN, () -> inLoop.add(this.connection.loop().inLoop()));
		this.stepped.advance(ALMOST_TEN);
		assertThat(inLoop).isEmpty();
		this.stepped.advance(NANO).advance(TEN);
		assertThat(inLoop).containsExactly(true);
	}

	@Test
	@DisplayName("T15 timers may be set, moved and cancelled by another thread; the delay counts from the call")
	void fromAnotherThread() {
		Stepped.elsewhere(() -> this.connection.schedule(TEN, note("one")));
		Stepped.elsewhere(() -> this.connection.schedule(TEN, note("two")).cancel());
		Stepped.elsewhere(() -> this.connection.schedule(TEN, note("three")).reset(NANO));
		this.stepped.clock.advance(Duration.ofSeconds(4));
		this.stepped.step();
		assertThat(this.ran).containsExactly("three");
		this.stepped.advance(Duration.ofSeconds(6).minusNanos(1));
		assertThat(this.ran).containsExactly("three");
		this.stepped.advance(NANO);
		assertThat(this.ran).containsExactly("three", "one");
	}

	@Test
	@DisplayName("T8 a delay of nothing or less runs in a later turn, never inside schedule")
	void dueAtOnce() {
		this.connection.schedule(Duration.ZERO, note("zero"));
		this.connection.schedule(Duration.ofSeconds(-3), note("negative"));
		assertThat(this.ran).isEmpty();
		this.stepped.step();
		assertThat(this.ran).containsExactly("zero", "negative");
	}

	@Test
	@DisplayName("T8 a timer that waits and is set anew for the past runs in a later turn, for the future when that comes")
	void resetForThePast() {
		this.connection.schedule(TEN, note("past")).reset(Duration.ofSeconds(-1));
		this.connection.schedule(NANO, note("future")).reset(TEN);
		assertThat(this.ran).isEmpty();
		this.stepped.step();
		assertThat(this.ran).containsExactly("past");
		this.stepped.advance(ALMOST_TEN);
		assertThat(this.ran).containsExactly("past");
		this.stepped.advance(NANO);
		assertThat(this.ran).containsExactly("past", "future");
	}

	@Test
	@DisplayName("T16 a delay of ages is not due at once")
	void ages() {
		this.connection.schedule(Duration.ofSeconds(Long.MAX_VALUE), note("never"));
		this.stepped.advance(Duration.ofDays(3650));
		assertThat(this.ran).isEmpty();
		assertThat(this.connection.loop().timers().size()).isEqualTo(1);
	}

	@Test
	@DisplayName("T2 T3 reset moves a timer that waits, to sooner and to later")
	void reset() {
		Timeout timeout = this.connection.schedule(TEN, note("ran"));
		timeout.reset(Duration.ofSeconds(2));
		this.stepped.advance(Duration.ofSeconds(1));
		timeout.reset(Duration.ofSeconds(5));
		this.stepped.advance(Duration.ofSeconds(5).minusNanos(1));
		assertThat(this.ran).isEmpty();
		this.stepped.advance(NANO).advance(TEN);
		assertThat(this.ran).containsExactly("ran");
	}

	@Test
	@DisplayName("T4 reset arms a timer again that has run or was cancelled")
	void resetAfterTheEnd() {
		Timeout timeout = this.connection.schedule(TEN, note("ran"));
		this.stepped.advance(TEN);
		timeout.reset(TEN);
		this.stepped.advance(TEN);
		assertThat(this.ran).containsExactly("ran", "ran");
		timeout.cancel();
		timeout.reset(TEN);
		this.stepped.advance(TEN);
		assertThat(this.ran).hasSize(3);
	}

	@Test
	@DisplayName("T5 T9 T11 a cancelled timer does not run; cancelling twice or too late is harmless")
	void cancel() {
		Timeout timeout = this.connection.schedule(TEN, note("ran"));
		timeout.cancel();
		timeout.cancel();
		this.stepped.advance(TEN);
		assertThat(this.ran).isEmpty();
		assertThat(this.connection.loop().timers().size()).isZero();
		Timeout late = this.connection.schedule(TEN, note("late"));
		this.stepped.advance(TEN);
		late.cancel();
		this.stepped.advance(TEN);
		assertThat(this.ran).containsExactly("late");
	}

	@Test
	@DisplayName("T6 T10 a task at a fixed rate runs at each period, and missed runs are not made up for")
	void fixedRate() {
		this.connection.scheduleAtFixedRate(Duration.ofSeconds(1), TEN, note("tick"));
		this.stepped.advance(Duration.ofSeconds(1));
		assertThat(this.ran).hasSize(1);
		this.stepped.advance(ALMOST_TEN);
		assertThat(this.ran).hasSize(1);
		this.stepped.advance(NANO);
		assertThat(this.ran).hasSize(2);
		this.stepped.advance(Duration.ofSeconds(35));
		assertThat(this.ran).hasSize(3);
		this.stepped.advance(Duration.ofSeconds(5).minusNanos(1));
		assertThat(this.ran).hasSize(3);
		this.stepped.advance(NANO);
		assertThat(this.ran).hasSize(4);
	}

	@Test
	@DisplayName("T10 T11 a repeating task may cancel itself, and reset keeps its period")
	void cancelFromItself() {
		Timeout[] timeout = new Timeout[1];
		timeout[0] = this.connection.scheduleAtFixedRate(TEN, TEN, () -> {
			this.ran.add("tick");
			if (this.ran.size() == 3) {
				timeout[0].cancel();
			}
		});
		timeout[0].reset(Duration.ofSeconds(1));
		this.stepped.advance(Duration.ofSeconds(1));
		assertThat(this.ran).hasSize(1);
		this.stepped.advance(TEN).advance(TEN).advance(TEN);
		assertThat(this.ran).hasSize(3);
		assertThat(this.connection.loop().timers().size()).isZero();
	}

	@Test
	@DisplayName("T4 T11 a task may set itself again, one turn later at the earliest")
	void setsItselfAgain() {
		Timeout[] timeout = new Timeout[1];
		timeout[0] = this.connection.schedule(TEN, () -> {
			this.ran.add("again");
			timeout[0].reset(Duration.ZERO);
		});
		this.stepped.clock.advance(TEN);
		this.stepped.turn();
		assertThat(this.ran).hasSize(1);
		this.stepped.turn();
		assertThat(this.ran).hasSize(2);
		timeout[0].cancel();
		this.stepped.step();
		assertThat(this.ran).hasSize(2);
	}

	@Test
	@DisplayName("T10 a period of zero or less is refused")
	void period() {
		for (Duration period : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> this.connection.scheduleAtFixedRate(TEN, period, note("never")))
				.withMessageContaining(period.toString());
		}
	}

	@Test
	@DisplayName("S3-38 writes of a timer leave when it ends, in one system call")
	void timersMayWrite() {
		this.connection.schedule(TEN, () -> {
			this.connection.write(Bytes.of("tick "));
			this.connection.write(Bytes.of("tock"));
		});
		this.stepped.advance(TEN);
		assertThat(this.peer.text()).isEqualTo("tick tock");
		assertThat(this.peer.writes()).isEqualTo(1);
	}

	@Test
	@DisplayName("T13 S3-B2 timers are gone with their connection, and a reset does not bring them back")
	void goneWithTheConnection() {
		Timeout once = this.connection.schedule(TEN, note("once"));
		this.connection.scheduleAtFixedRate(TEN, TEN, note("rate"));
		EventLoop loop = this.connection.loop();
		assertThat(loop.timers().size()).isEqualTo(2);
		this.peer.reset();
		this.stepped.step();
		assertThat(loop.timers().size()).isZero();
		once.reset(NANO);
		once.cancel();
		this.stepped.advance(TEN);
		assertThat(this.ran).isEmpty();
		assertThat(loop.timers().size()).isZero();
	}

	@Test
	@DisplayName("T13 after the end nothing can be scheduled")
	void afterTheEnd() {
		this.peer.reset();
		this.stepped.step();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.connection.schedule(TEN, note("never")))
			.withMessageContaining("has ended");
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.connection.scheduleAtFixedRate(TEN, TEN, note("never")));
	}

	@Test
	@DisplayName("T13 a timer that is set while the connection lingers ends with it")
	void whileLingering() {
		this.connection.close();
		this.stepped.step();
		assertThat(this.peer.isReleased()).isFalse();
		this.connection.schedule(Duration.ofSeconds(1), note("lingers"));
		this.connection.schedule(Duration.ofHours(1), note("never"));
		this.stepped.advance(Duration.ofSeconds(1)).advance(TEN);
		assertThat(this.peer.isReleased()).isTrue();
		this.stepped.advance(Duration.ofHours(1));
		assertThat(this.ran).containsExactly("lingers");
	}

	@Test
	@DisplayName("T6 a timer set by a callback that has run for long counts from the call, not from the turn's beginning")
	void setByALateCallback() {
		this.stepped.task((connection) -> {
			this.stepped.clock.advance(Duration.ofSeconds(3));
			connection.schedule(TEN, note("ran"));
		});
		this.stepped.advance(ALMOST_TEN);
		assertThat(this.ran).isEmpty();
		this.stepped.advance(NANO);
		assertThat(this.ran).containsExactly("ran");
	}

	@Test
	@DisplayName("FE10 T1 T5 H9 of a million timers those that were cancelled leave nothing, and none of the others is early")
	void aMillion() {
		long begun = this.stepped.clock.nanos();
		long[] fired = new long[1];
		for (int i = 0; i < 1_000_000; i++) {
			int millis = i % 1009;
			Timeout timeout = this.connection.schedule(Duration.ofMillis(millis), () -> {
				assertThat(this.stepped.clock.nanos() - begun).isGreaterThanOrEqualTo(millis * 1_000_000L);
				fired[0]++;
			});
			if (i % 10 != 0) {
				timeout.cancel();
			}
		}
		assertThat(this.connection.loop().timers().size()).isEqualTo(100_000);
		for (int i = 0; i < 1009; i++) {
			this.stepped.advance(Duration.ofMillis(1));
		}
		assertThat(fired).containsExactly(100_000);
		assertThat(this.connection.loop().timers().size()).isZero();
		assertThat(this.connection.isOpen()).as("no assertion failed in a timer").isTrue();
	}

	@Test
	@DisplayName("T14 the first timer of a new loop runs when it is due: the loop sleeps that long, and then comes to it")
	void firstTimer() throws Exception {
		List<Long> slept = new ArrayList<>();
		this.stepped.network.whileAsleep((timeout) -> {
			slept.add(timeout);
			this.stepped.clock.advance(Duration.ofMillis(timeout));
			return false;
		});
		this.connection.schedule(Duration.ofMillis(5), note("first"));
		this.connection.loop().turn(Nanos.FOREVER);
		assertThat(slept).as("in milliseconds").containsExactly(5L);
		assertThat(this.ran).containsExactly("first");
	}

	@Test
	@DisplayName("T1 over a real clock a timer is not early")
	void realClock() throws Exception {
		CompletableFuture<Long> ran = new CompletableFuture<>();
		Recorder handler = new Recorder();
		try (Servers.Running server = Servers.start(handler); Client client = server.client()) {
			Connection real = handler.awaitOpened();
			long begun = System.nanoTime();
			real.schedule(Duration.ofMillis(20), () -> ran.complete(System.nanoTime() - begun));
			assertThat(ran.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(20_000_000L);
			assertThat(client.socket().isConnected()).isTrue();
		}
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
