package dev.leat.reactor;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waits for what other threads bring about, up to a deadline that only a broken engine
 * reaches.
 */
final class Until {

	private static final long DEADLINE = TimeUnit.SECONDS.toNanos(30);

	private Until() {
	}

	/** Returns when the condition holds. */
	static void holds(Callable<Boolean> condition) throws Exception {
		long begun = System.nanoTime();
		while (!condition.call()) {
			if (System.nanoTime() - begun > DEADLINE) {
				throw new AssertionError("It did not come about within the deadline");
			}
			Thread.onSpinWait();
			Thread.yield();
		}
	}

}
