package dev.leat.reactor;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The thread of one loop. One that dies takes the loop's connections with it; listeners
 * and mail wait for the next one, which the watchdog puts in its place.
 *
 * <pre>
 *  start ──&gt; TURNING ── told to stop ──&gt; ended
 *             ^   │ something escaped      ^
 *     revive  │   v                        │ no thread to be had, and told to stop
 *             └─ DEAD ─────────────────────┘
 * </pre>
 */
final class LoopThread implements Runnable {

	private static final Log LOG = new Log(EventLoop.class);

	private final EventLoop loop;

	private final GroupSettings settings;

	private final Watchdog watchdog;

	private final CountDownLatch started = new CountDownLatch(1);

	private volatile boolean dead;

	LoopThread(EventLoop loop, GroupSettings settings, Watchdog watchdog) {
		this.loop = loop;
		this.settings = settings;
		this.watchdog = watchdog;
	}

	/** Starts it and returns when it runs. */
	void start() {
		Thread thread = new Thread(this, this.settings.threadNamePrefix() + "-" + this.loop.counters().name());
		thread.setDaemon(false);
		thread.start();
		try {
			this.started.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run() {
		this.loop.own();
		this.started.countDown();
		try {
			while (!this.loop.isStopping()) {
				this.loop.turn(Nanos.FOREVER);
			}
			this.loop.end();
		}
		catch (Throwable failure) {
			LOG.get()
				.error("Event loop '{}' died; its connections are closed, and a new thread takes its place",
						this.loop.counters().name(), failure);
			this.loop.die(failure);
		}
		finally {
			if (!this.loop.hasEnded()) {
				this.dead = true;
				this.watchdog.call();
			}
		}
	}

	/** Whether it has gone without having ended its loop. Any thread. */
	boolean isDead() {
		return this.dead;
	}

	/** What it does now. Any thread. */
	List<StackTraceElement> stack() {
		Thread owner = this.loop.owner();
		return (owner != null) ? List.of(owner.getStackTrace()) : List.of();
	}

	/**
	 * Puts a new thread in the place of the one that has died. The watchdog's thread.
	 * @return whether that was possible; else what waits for the loop has been done here
	 */
	boolean revive() {
		this.loop.takeOver();
		this.loop.die(new IllegalStateException("The loop's thread has died"));
		try {
			this.loop.selection().replace();
			this.dead = false;
			this.settings.start(this.loop);
			return true;
		}
		catch (Throwable failure) {
			this.dead = true;
			LOG.get()
				.error("Event loop '{}' has died and cannot be started anew yet", this.loop.counters().name(), failure);
			this.dead = !this.loop.standIn();
			return false;
		}
	}

}
