package dev.leat.reactor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Computes what TLS handshakes take long for, on threads of its own: daemons, as many as
 * there are processors, which end when they have nothing to do. Any thread.
 */
interface TlsTasks {

	/** More cannot wait, since no more handshakes run at once. */
	int MOST_WAITING = 65_536;

	/** How long a thread waits for something to do, in seconds. */
	int PATIENCE = 2;

	/**
	 * Has something computed.
	 * @throws java.util.concurrent.RejectedExecutionException if too much waits already
	 */
	void execute(Runnable task);

	/** Forgets what is not needed any more, if nobody has begun with it. */
	void forget(Runnable task);

	/** On threads that start with the first task. */
	static TlsTasks onThreads(String threadNamePrefix) {
		int processors = Runtime.getRuntime().availableProcessors();
		ThreadPoolExecutor pool = new ThreadPoolExecutor(processors, processors, PATIENCE, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MOST_WAITING), (task) -> daemon(threadNamePrefix + "-tls", task));
		pool.allowCoreThreadTimeOut(true);
		return new TlsTasks() {
			@Override
			public void execute(Runnable task) {
				pool.execute(task);
			}

			@Override
			public void forget(Runnable task) {
				pool.remove(task);
			}
		};
	}

	private static Thread daemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

}
