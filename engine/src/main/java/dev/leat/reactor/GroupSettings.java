package dev.leat.reactor;

import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Every setting of an {@link EventLoopGroup}; the defaults are those of its builder.
 *
 * @param threads event loops; 0 for none but the acceptor's
 * @param readBuffer size of a loop's read buffer in bytes
 * @param maxPendingTasks tasks that may wait for one loop
 * @param maxBufferMemory budget of direct memory in bytes, or nothing for the default
 * @param acceptBatch connections accepted of one listener in a turn, in which a busy loop
 * accepts more
 * @param maxConnections connections of all servers
 * @param descriptors how many descriptors the process may have
 * @param threadNamePrefix what thread names begin with
 * @param lagListener who is told the lag, or {@code null}
 * @param blockedWarning after how many nanoseconds a loop counts as held
 * @param poison whether lent views are overwritten when the loan ends
 * @param provider makes selectors and channels
 * @param clock tells the time
 * @param starter makes another thread the owner of a loop; {@code null} for the loop's
 * own
 * @param watch what becomes of the watchdog; {@code null} for a thread of its own
 * @param tlsTasks computes handshakes
 */
record GroupSettings(int threads, int readBuffer, int maxPendingTasks, OptionalLong maxBufferMemory, int acceptBatch,
		int maxConnections, long descriptors, String threadNamePrefix, @Nullable LagListener lagListener,
		long blockedWarning, boolean poison, SelectorProvider provider, Clock clock,
		@Nullable Consumer<EventLoop> starter, @Nullable Consumer<Watchdog> watch, TlsTasks tlsTasks) {

	GroupSettings {
		atLeast("threads", threads, 0);
		atLeast("read-buffer", readBuffer, 1);
		atLeast("max-pending-tasks", maxPendingTasks, 1);
		atLeast("max-memory", maxBufferMemory.orElse(1), 1);
		atLeast("batch", acceptBatch, 1);
		atLeast("max-connections", maxConnections, 1);
	}

	/** A read has to have room for a whole record. */
	void checkForTls() {
		atLeast("read-buffer", this.readBuffer, TlsScratch.RECORD);
	}

	/** Starts a loop. */
	void start(EventLoop loop) {
		if (this.starter != null) {
			this.starter.accept(loop);
		}
		else {
			loop.start();
		}
	}

	/** Starts a watchdog. */
	void start(Watchdog watchdog) {
		if (this.watch != null) {
			this.watch.accept(watchdog);
		}
		else {
			watchdog.start();
		}
	}

	/** Whether some are left for everything else when all its connections are open. */
	boolean descriptorsSuffice() {
		return Descriptors.suffice(this.maxConnections, this.descriptors);
	}

	/** The length of a blocked warning, which is none if it is zero. */
	static long blockedWarning(Duration value) {
		if (value.isNegative()) {
			throw new IllegalArgumentException("blocked-warning is " + value + ", it must be zero or more");
		}
		return Nanos.limit(value);
	}

	private static void atLeast(String name, long value, long low) {
		if (value < low) {
			throw new IllegalArgumentException(name + " is " + value + ", it must be " + low + " or more");
		}
	}

}
