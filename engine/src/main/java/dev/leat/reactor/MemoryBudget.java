package dev.leat.reactor;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * The direct memory that all loops of a group may hold together, lent out or kept for
 * reuse. It is tight when most of it is lent. Any thread.
 */
final class MemoryBudget {

	private static final int DEFAULT_SHARE = 4;

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
	 * quarter of a start, so it waits until somebody borrows
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
		long before;
		do {
			before = this.held.get();
			if (before + bytes > limit()) {
				return false;
			}
		}
		while (!this.held.compareAndSet(before, before + bytes));
		return true;
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

	/** Tells somebody whenever the budget becomes tight; on the thread that borrows. */
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

	/** Whether somebody has to go. */
	boolean isCritical() {
		return this.lent.get() >= share(CRITICAL);
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
		HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		long configured = (jvm != null) ? Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue()) : 0;
		return (configured > 0) ? configured : Runtime.getRuntime().maxMemory();
	}

}
