package dev.leat.reactor;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * The direct memory that all loops of a group may hold together, lent out or kept for
 * reuse. It is tight when most of it is lent. What one loop keeps does not stand in the
 * way of another one: it is lent anew, and the loop gives up its own. Any thread.
 */
final class MemoryBudget {

	private static final int DEFAULT_SHARE = 4;

	/** All loops together may keep one part of so many for reuse. */
	private static final int KEPT_PART = 2;

	private static final int CALM = 75;

	private static final int TIGHT = 85;

	private static final int CRITICAL = 95;

	/** Zero until somebody asks, where it is the default. */
	private volatile long limit;

	private final AtomicLong held = new AtomicLong();

	private final AtomicLong lent = new AtomicLong();

	private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

	MemoryBudget(long limit) {
		this.limit = limit;
	}

	/**
	 * Creates a budget of which nothing is used.
	 * @param limit in bytes, or nothing for the default; finding that out would take a
	 * quarter of a start, so the watchdog does it after its first period, or who borrows
	 * before that
	 */
	static MemoryBudget of(OptionalLong limit) {
		return new MemoryBudget(limit.orElse(0));
	}

	long limit() {
		if (this.limit == 0) {
			this.limit = defaultLimit();
		}
		return this.limit;
	}

	boolean take(long bytes) {
		return take(bytes, limit());
	}

	/**
	 * Takes what only others stand in the way of who keep it for reuse, and asks them to
	 * give it back.
	 */
	boolean takeFromKept(long bytes) {
		boolean taken = lent() + bytes <= limit() && take(bytes, limit() + mayBeKept());
		if (taken) {
			this.watchers.forEach(Runnable::run);
		}
		return taken;
	}

	/** What all together may keep for reuse, in bytes. */
	long mayBeKept() {
		return limit() / KEPT_PART;
	}

	private boolean take(long bytes, long most) {
		long before;
		do {
			before = this.held.get();
			if (before + bytes > most) {
				return false;
			}
		}
		while (!this.held.compareAndSet(before, before + bytes));
		return true;
	}

	/** Whether nobody is to keep anything for reuse. */
	boolean isExceeded() {
		return this.held.get() > limit();
	}

	void giveBack(long bytes) {
		this.held.addAndGet(-bytes);
	}

	/** Notes what is lent, or with a negative number what came back. */
	void lend(long bytes) {
		long now = this.lent.addAndGet(bytes);
		if (now >= tight() && now - bytes < tight()) {
			this.watchers.forEach(Runnable::run);
		}
	}

	/** What is lent now, in bytes. */
	long lent() {
		return this.lent.get();
	}

	/**
	 * Tells somebody whenever the budget becomes tight, or what is kept for reuse has to
	 * come back; on the thread that borrows.
	 */
	void watch(Runnable watcher) {
		this.watchers.add(watcher);
	}

	void unwatch(Runnable watcher) {
		this.watchers.remove(watcher);
	}

	/** Whether reading has to stop. */
	boolean isTight() {
		return this.lent.get() >= tight();
	}

	/** Whether somebody has to go, and nobody is to come in. */
	boolean isCritical() {
		long lent = this.lent.get();
		return lent > 0 && lent >= share(CRITICAL);
	}

	/** Whether reading may go on. */
	boolean isCalm() {
		return this.lent.get() < share(CALM);
	}

	private long tight() {
		return share(TIGHT);
	}

	private long share(int percent) {
		return limit() / 100 * percent;
	}

	/** A quarter of what the JVM may hold in direct buffers. */
	static long defaultLimit() {
		return Math.max(1, maxDirectMemory() / DEFAULT_SHARE);
	}

	private static long maxDirectMemory() {
		long configured = 0;
		try {
			configured = configuredMemory();
		}
		catch (LinkageError ex) {
			// no descriptor was left to load the classes that tell
		}
		return (configured > 0) ? configured : Runtime.getRuntime().maxMemory();
	}

	private static long configuredMemory() {
		HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		return (jvm != null) ? Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue()) : 0;
	}

}
