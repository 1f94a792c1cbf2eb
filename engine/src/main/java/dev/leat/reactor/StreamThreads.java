package dev.leat.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads on which a server calls its {@link StreamHandler}, unless the application
 * gives others: one for each call, virtual where there are such, else a daemon, and of
 * those no more than the server may have connections.
 */
final class StreamThreads {

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

	/** Runs a task on a thread of its own. */
	void start(Runnable task) {
		String name = "leat-" + this.server + "-stream-" + this.started.incrementAndGet();
		if (this.virtual && VirtualThreads.exist()) {
			VirtualThreads.start(() -> {
				Thread.currentThread().setName(name);
				task.run();
			});
		}
		else {
			startDaemon(name, task);
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
