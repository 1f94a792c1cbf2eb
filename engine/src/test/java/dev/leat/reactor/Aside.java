package dev.leat.reactor;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a test's own that does one thing and tells what came of it.
 *
 * @param <T> what comes of it
 */
final class Aside<T> {

	private final CompletableFuture<T> outcome = new CompletableFuture<>();

	private final Thread thread;

	private Aside(Callable<T> what) {
		this.thread = new Thread(() -> {
			try {
				this.outcome.complete(what.call());
			}
			catch (Throwable failure) {
				this.outcome.completeExceptionally(failure);
			}
		}, "aside");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	static <T> Aside<T> run(Callable<T> what) {
		return new Aside<>(what);
	}

	/** Waits until it waits on a side of a split connection. */
	Aside<T> awaitWaiting() {
		while (!isWaiting()) {
			if (this.outcome.isDone()) {
				throw new AssertionError("It has ended: " + this.outcome);
			}
			Thread.onSpinWait();
		}
		return this;
	}

	private boolean isWaiting() {
		Thread.State state = this.thread.getState();
		return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
				&& LockSupport.getBlocker(this.thread) instanceof Side;
	}

	boolean isDone() {
		return this.outcome.isDone();
	}

	void interrupt() {
		this.thread.interrupt();
	}

	T get() throws Exception {
		try {
			return this.outcome.get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	/** What came of it, with something to be done again and again until it ends. */
	T get(Runnable meanwhile) throws Exception {
		while (!isDone()) {
			meanwhile.run();
			Thread.onSpinWait();
		}
		return get();
	}

	/** What it threw. */
	Throwable failure() throws Exception {
		try {
			throw new AssertionError("It did not fail: " + this.outcome.get(30, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

}
