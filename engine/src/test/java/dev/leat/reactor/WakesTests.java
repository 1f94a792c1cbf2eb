package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever is to be woken in a turn is woken when it ends, be they few or many.
 */
class WakesTests {

	private final Wakes wakes = new Wakes();

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 64, 65, 1000 })
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsWakeWhenTheTurnEnds(int count) throws Exception {
		List<Sleeper> sleepers = asleep(count);

		sleepers.forEach((sleeper) -> this.wakes.add(sleeper.thread()));
		assertThat(sleepers).allMatch(Sleeper::isAsleep);
		sleepers.forEach(Sleeper::allow);
		this.wakes.flush();

		for (Sleeper sleeper : sleepers) {
			sleeper.awake.await();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aTurnForgetsWhomItHasWoken() throws Exception {
		Sleeper first = asleep(1).get(0);
		this.wakes.add(first.thread());
		first.allow();
		this.wakes.flush();
		first.awake.await();
		List<Sleeper> next = asleep(5);

		next.forEach((sleeper) -> this.wakes.add(sleeper.thread()));
		next.forEach(Sleeper::allow);
		this.wakes.flush();

		for (Sleeper sleeper : next) {
			sleeper.awake.await();
		}
	}

	@Test
	void aThreadOfThePlatformWakesAtOnce() throws Exception {
		Sleeper sleeper = new Sleeper();
		new Thread(sleeper).start();
		sleeper.fallAsleep();
		sleeper.allow();

		this.wakes.add(sleeper.thread());

		sleeper.awake.await();
	}

	private static List<Sleeper> asleep(int count) throws Exception {
		List<Sleeper> sleepers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Sleeper sleeper = new Sleeper();
			VirtualThreads.start(sleeper);
			sleepers.add(sleeper);
		}
		for (Sleeper sleeper : sleepers) {
			sleeper.fallAsleep();
		}
		return sleepers;
	}

	/** Sleeps until it is woken and allowed to. */
	private static final class Sleeper implements Runnable {

		private final CompletableFuture<Thread> thread = new CompletableFuture<>();

		private final CountDownLatch awake = new CountDownLatch(1);

		private volatile boolean allowed;

		@Override
		public void run() {
			this.thread.complete(Thread.currentThread());
			while (!this.allowed) {
				LockSupport.park();
			}
			this.awake.countDown();
		}

		Thread thread() {
			return this.thread.join();
		}

		void fallAsleep() throws Exception {
			Until.holds(this::isAsleep);
		}

		boolean isAsleep() {
			return thread().getState() == Thread.State.WAITING;
		}

		void allow() {
			this.allowed = true;
		}

	}

}
