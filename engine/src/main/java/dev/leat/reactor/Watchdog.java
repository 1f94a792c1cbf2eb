package dev.leat.reactor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Looks after the loops of a group, on a thread that is nobody else's: reports a turn
 * that takes too long while it lasts, and replaces a thread that has died. It wakes no
 * loop, and while all of them sleep it sleeps too.
 *
 * <pre>
 *            a period             nothing turned for a second
 *  STARTING ──────────&gt; LOOKING ────────────────────────────────&gt; DOZING
 *                         ^ │ each blocked warning, or sooner        │
 *                         │ └──┐                                     │
 *                         └────┘ &lt;── a turn begins, a thread dies ───┘
 * </pre>
 */
final class Watchdog implements Runnable {

	private static final Log LOG = new Log(Watchdog.class);

	private static final long SECOND = 1_000_000_000L;

	private final GroupSettings settings;

	private final MemoryBudget budget;

	private final Clock clock;

	private final Stalls stalls;

	/** Between two looks at most. */
	private final long period;

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final List<LoopWatch> watches = new ArrayList<>();

	private volatile @Nullable Thread thread;

	private volatile boolean dozing;

	private volatile boolean stopping;

	/** When the next look is due. */
	private long due;

	private long quietSince;

	/** Whether it has asked the JVM's management. */
	private boolean asked;

	/** Asked for once, since each time allocates some KiB. */
	private List<GarbageCollectorMXBean> collectors = List.of();

	private long collectedMillis;

	Watchdog(GroupSettings settings, MemoryBudget budget, Stalls stalls) {
		this.settings = settings;
		this.budget = budget;
		this.clock = settings.clock();
		this.stalls = stalls;
		this.period = Math.min(settings.blockedWarning(), SECOND);
	}

	/** Looks after these loops from now on. */
	void watch(List<EventLoop> loops) {
		for (EventLoop loop : loops) {
			this.watches.add(new LoopWatch(loop, this.settings, this.stalls));
		}
		this.quietSince = this.clock.nanos();
		this.due = this.quietSince + this.period;
		this.settings.start(this);
	}

	/** Starts its thread. */
	void start() {
		Thread thread = new Thread(this, this.settings.threadNamePrefix() + "-watchdog");
		thread.setDaemon(true);
		thread.start();
		this.thread = thread;
	}

	/** Ends the thread; completes when it is about to go, whatever it goes for. */
	CompletableFuture<Void> stop() {
		this.stopping = true;
		if (this.thread == null) {
			this.ended.complete(null);
		}
		call();
		return this.ended;
	}

	// The loops' threads

	/** A loop has woken. */
	void turnBegins() {
		if (this.dozing) {
			call();
		}
	}

	/** There is something to look at. Any thread. */
	void call() {
		this.dozing = false;
		LockSupport.unpark(this.thread);
	}

	// Its own thread

	@Override
	public void run() {
		try {
			LockSupport.parkNanos(this, firstWait());
			while (!this.stopping) {
				LockSupport.parkNanos(this, nextLook());
			}
		}
		finally {
			this.ended.complete(null);
		}
	}

	/**
	 * How long it waits before it begins. What it asks then takes as long as a third of a
	 * start, so that is over first, unless connections may take all descriptors: the
	 * classes that tell need some, and never load once that failed.
	 */
	long firstWait() {
		return this.settings.descriptorsSuffice() ? this.period : 0;
	}

	private long nextLook() {
		try {
			return this.asked ? look() : begin();
		}
		catch (Throwable failure) {
			LOG.get().error("The watchdog of the event loops failed, and goes on", failure);
			return SECOND;
		}
	}

	/**
	 * The first look, after which it asks for the log and what the JVM's management
	 * tells. The time that this takes is no turn's fault, and no pause either.
	 * @return in how many nanoseconds the next look is due
	 */
	long begin() {
		long begun = this.clock.nanos();
		look();
		ask();
		this.asked = true;
		long now = this.clock.nanos();
		return look(now, now - begun);
	}

	private void ask() {
		LOG.get();
		try {
			this.budget.limit();
			this.collectors = ManagementFactory.getGarbageCollectorMXBeans();
			this.collectedMillis = collectedMillis();
		}
		catch (Throwable failure) {
			LOG.get()
				.warn("The JVM does not tell how long it collects garbage, so such pauses count as other ones",
						failure);
		}
	}

	/**
	 * One look at each loop.
	 * @return in how many nanoseconds the next one is due
	 */
	long look() {
		long now = this.clock.nanos();
		long late = Math.max(0, now - this.due);
		checkPause(late);
		return look(now, late);
	}

	private long look(long now, long late) {
		long wait = this.period;
		boolean quiet = true;
		for (LoopWatch watch : this.watches) {
			wait = Math.min(wait, watch.look(now, late));
			quiet &= watch.isQuiet();
		}
		if (!quiet) {
			this.quietSince = now;
		}
		if (now - this.quietSince >= SECOND) {
			wait = doze(wait);
		}
		this.due = now + wait;
		return wait;
	}

	/** Sleeps until it is called, unless a loop has just woken and did not see that. */
	private long doze(long otherwise) {
		this.dozing = true;
		if (this.watches.stream().allMatch(LoopWatch::isAsleep)) {
			return Nanos.FOREVER;
		}
		this.dozing = false;
		return otherwise;
	}

	/** What holds this thread up too is no loop's fault. */
	private void checkPause(long late) {
		long before = this.collectedMillis;
		this.collectedMillis = collectedMillis();
		if (late >= this.settings.blockedWarning()) {
			LOG.get()
				.warn("The whole process stood still for {} ms (garbage collection: {} ms); no event loop is to blame",
						late / 1_000_000, this.collectedMillis - before);
		}
	}

	private long collectedMillis() {
		long sum = 0;
		for (GarbageCollectorMXBean collector : this.collectors) {
			sum += collector.getCollectionTime();
		}
		return sum;
	}

}
