package dev.leat.reactor;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * The direct memory that all loops of a group may hold together, lent out or kept for
 * reuse. Any thread.
 */
final class MemoryBudget {

	private static final int DEFAULT_SHARE = 4;

	private final long limit;

	private final AtomicLong held = new AtomicLong();

	MemoryBudget(long limit) {
		this.limit = limit;
	}

	long limit() {
		return this.limit;
	}

	boolean take(long bytes) {
		long before;
		do {
			before = this.held.get();
			if (before + bytes > this.limit) {
				return false;
			}
		}
		while (!this.held.compareAndSet(before, before + bytes));
		return true;
	}

	void giveBack(long bytes) {
		this.held.addAndGet(-bytes);
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
