package dev.leat.reactor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Computes on threads of its own: daemons, as many as there are processors, which end
 * when they have nothing to do. Nothing is made before the first task. Any thread.
 */
final class TlsThreads implements TlsTasks {

	/** More cannot wait, since no more handshakes run at once. */
	private static final int MOST_WAITING = 65_536;

	/** How long a thread waits for something to do, in seconds. */
	private static final int PATIENCE = 2;

	private final String name;

	private @Nullable ThreadPoolExecutor pool;

	TlsThreads(String threadNamePrefix) {
		this.name = threadNamePrefix + "-tls";
	}

	@Override
	public void execute(Runnable task) {
		pool().execute(task);
	}

	@Override
	public synchronized void forget(Runnable task) {
		if (this.pool != null) {
			this.pool.remove(task);
		}
	}

	private synchronized ThreadPoolExecutor pool() {
		if (this.pool == null) {
			int processors = Runtime.getRuntime().availableProcessors();
			this.pool = new ThreadPoolExecutor(processors, processors, PATIENCE, TimeUnit.SECONDS,
					new LinkedBlockingQueue<>(MOST_WAITING), this::daemon);
			this.pool.allowCoreThreadTimeOut(true);
		}
		return this.pool;
	}

	private Thread daemon(Runnable task) {
		Thread thread = new Thread(task, this.name);
		thread.setDaemon(true);
		return thread;
	}

}
