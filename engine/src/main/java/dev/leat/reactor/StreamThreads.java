package dev.leat.reactor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The threads on which a server calls its {@link StreamHandler}, unless the application
 * gives others: one for each call, virtual where there are such, else a daemon, and of
 * those no more than the server may have connections.
 */
final class StreamThreads {

	private static final int FIRST_WITH_VIRTUAL = 21;

	private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

	private final String server;

	private final int most;

	private final boolean virtual;

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicLong started = new AtomicLong();

	StreamThreads(String server, int most, boolean virtual) {
		this.server = server;
		this.most = most;
		this.virtual = virtual;
	}

	/** Whether this JVM has virtual threads. */
	static boolean areVirtual() {
		return START_VIRTUAL != null;
	}

	private static @Nullable MethodHandle startVirtual() {
		if (Runtime.version().feature() < FIRST_WITH_VIRTUAL) {
			return null;
		}
		try {
			return MethodHandles.publicLookup()
				.findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	/** Runs a task on a thread of its own. */
	void start(Runnable task) {
		String name = "leat-" + this.server + "-stream-" + this.started.incrementAndGet();
		MethodHandle start = START_VIRTUAL;
		if (this.virtual && start != null) {
			startVirtual(start, () -> {
				Thread.currentThread().setName(name);
				task.run();
			});
		}
		else {
			startDaemon(name, task);
		}
	}

	private static void startVirtual(MethodHandle start, Runnable task) {
		try {
			start.invoke(task);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("A virtual thread cannot be started", ex);
		}
	}

	private void startDaemon(String name, Runnable task) {
		if (this.running.incrementAndGet() > this.most) {
			this.running.decrementAndGet();
			throw new RejectedExecutionException("Server '" + this.server + "' has " + this.most
					+ " stream handlers running, as many as max-connections allows");
		}
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			finally {
				this.running.decrementAndGet();
			}
		}, name);
		thread.setDaemon(true);
		try {
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			this.running.decrementAndGet();
			throw ex;
		}
	}

}
