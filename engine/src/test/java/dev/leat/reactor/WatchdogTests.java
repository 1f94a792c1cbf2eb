package dev.leat.reactor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The thread that looks after the loops, from its start to its end.
 */
class WatchdogTests {

	private static final NoClassDefFoundError FAILURE = new NoClassDefFoundError("No descriptor is left");

	private final List<EventLoop> loops = new CopyOnWriteArrayList<>();

	/** A group of one loop, whose watchdog begins at once. */
	private LeatServer server(Clock clock) {
		EventLoopGroup group = EventLoopGroup.builder()
			.threads(0)
			.maxConnections(Integer.MAX_VALUE)
			.clock(clock)
			.starter((loop) -> {
				this.loops.add(loop);
				loop.start();
			})
			.build();
		return Servers.server("test", group, (config) -> {
		}, (connection) -> Servers.ECHO);
	}

	private static boolean isWatchdog() {
		return Thread.currentThread().getName().endsWith("-watchdog");
	}

	/** Stops it, or fails where that hangs. */
	private static void stop(LeatServer server) throws Exception {
		CompletableFuture.runAsync(server::stop).get(20, TimeUnit.SECONDS);
	}

	private static Stepped stepped(long descriptors) {
		return Stepped.with((loops) -> loops.descriptors(descriptors).maxConnections(1000), (config) -> {
		}, (connection) -> Servers.ECHO);
	}

	private static Watchdog watchdog(Stepped stepped) {
		return Objects.requireNonNull(stepped.watchdog);
	}

	@Test
	@DisplayName("FE3 a watchdog that fails at its start goes on: a loop that dies is replaced, and a stop does not hang")
	void goesOn() throws Exception {
		AtomicBoolean failed = new AtomicBoolean();
		LeatServer server = server(() -> {
			if (isWatchdog() && failed.compareAndSet(false, true)) {
				throw FAILURE;
			}
			return System.nanoTime();
		});
		try (Logs logs = Logs.of(Watchdog.class, Level.ERROR)) {
			server.start();
			Until.holds(failed::get);
			this.loops.get(0).run(() -> {
				throw new IllegalStateException("The loop is to die");
			});
			Until.holds(() -> this.loops.get(0).counters().restarts() > 0);
			stop(server);
			assertThat(logs.lines()).containsExactly("ERROR The watchdog of the event loops failed, and goes on");
		}
	}

	@Test
	@DisplayName("FE3 whatever ends the thread of the watchdog, a stop does not hang, and the server starts again")
	void endsWithItsThread() throws Exception {
		List<Throwable> escaped = new CopyOnWriteArrayList<>();
		ThreadGroup threads = new ThreadGroup("watched") {
			@Override
			public void uncaughtException(Thread thread, Throwable failure) {
				escaped.add(failure);
			}
		};
		LeatServer server = server(() -> {
			if (isWatchdog()) {
				throw FAILURE;
			}
			return System.nanoTime();
		});
		try (Logs logs = Logs.of(Watchdog.class, Level.ERROR)) {
			logs.fail(FAILURE);
			for (int i = 1; i <= 2; i++) {
				int starts = i;
				Thread starter = new Thread(threads, server::start);
				starter.start();
				starter.join();
				Until.holds(() -> escaped.size() == starts);
				stop(server);
			}
		}
		assertThat(escaped).containsExactly(FAILURE, FAILURE);
	}

	@Test
	@DisplayName("FA4 the watchdog begins after a period, and at once where connections may take all descriptors")
	void begins() {
		try (Stepped many = stepped(1024); Stepped few = stepped(2000)) {
			assertThat(watchdog(many).firstWait()).isZero();
			assertThat(watchdog(few).firstWait()).isEqualTo(Duration.ofMillis(200).toNanos());
		}
	}

	@Test
	@DisplayName("a watchdog that is stopped in its first period ends without having asked or seen anything")
	void stoppedAtTheStart() {
		try (Stepped stepped = stepped(2000)) {
			assertThat(watchdog(stepped).stop()).isCompleted();
			stepped.clock.failOnce(new IllegalStateException("asked for the first time"));
			LockSupport.unpark(Thread.currentThread());
			watchdog(stepped).run();
			assertThatIllegalStateException().isThrownBy(stepped.clock::nanos).withMessage("asked for the first time");
		}
	}

}
