package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Acts for one loop when the budget of buffers runs out, on those of its connections that
 * hold most: it stops reading them, and then it ends them.
 *
 * <pre>
 *  CALM ── 85 % lent ──&gt; TIGHT: reading pauses, larger holders first ── 95 % ──&gt; CRITICAL: the largest ends
 *    ^                     │  ^  │  ^                                                │
 *    └──── under 75 % ─────┘  │  │  └────────────────────────────────────────────────┘
 *                             │  │ nothing came back for a second
 *                             │  v
 *                             STALLED: the largest ends
 * </pre>
 *
 * Those that are paused may wait for input that nobody reads, so that nothing ever comes
 * back by itself: for each second in which what is lent did not fall, one ends. While it
 * is not calm it looks again every few milliseconds. While it is critical no client is
 * let in, so that none is accepted at the cost of another. Loop thread only, but for
 * {@link #run}.
 */
final class MemoryPressure extends HeapTimer implements Runnable {

	private static final long PERIOD = 10_000_000L;

	private static final long PATIENCE = 1_000_000_000L;

	private final EventLoop loop;

	private final MemoryBudget budget;

	/** The least that was lent since it is not calm. */
	private long least;

	/** Since when it has not been less. */
	private long leastSince;

	MemoryPressure(EventLoop loop, MemoryBudget budget) {
		this.loop = loop;
		this.budget = budget;
	}

	/** Has the loop check; any thread. */
	@Override
	public void run() {
		this.loop.run(this::check);
	}

	/** The budget may have become tight, or what is kept for reuse is asked back. */
	void check() {
		if (this.budget.isExceeded()) {
			this.loop.buffers().clear();
		}
		if (this.budget.isTight()) {
			begin();
		}
		else {
			// it may have been critical just before, when clients were held back
			lookForRoom();
		}
	}

	private void begin() {
		if (!isArmed()) {
			this.least = Long.MAX_VALUE;
			fire();
		}
	}

	@Override
	void fire() {
		List<NioConnection> holders = holders();
		if (this.budget.isTight()) {
			pauseLargest(holders);
			endLargest(holders);
		}
		else if (this.budget.isCalm()) {
			holders.forEach((connection) -> connection.input().resume(PauseReason.BUDGET));
			resumeAll();
			lookForRoom();
			return;
		}
		lookForRoom();
		endStalled(this.loop.clock().nanos());
		this.loop.timers().arm(this, this.loop.clock().nanos() + PERIOD);
	}

	/**
	 * Who holds clients back for want of memory may go on when there is some. The last
	 * thing that is done unless the timer is armed, since memory comes back any moment.
	 */
	private void lookForRoom() {
		this.loop.selection().forEach((source) -> {
			if (source instanceof Acceptor acceptor) {
				acceptor.memoryFreed();
			}
		});
	}

	private void resumeAll() {
		this.loop.forEachConnection((connection) -> connection.input().resume(PauseReason.BUDGET));
	}

	/** Those that hold memory, the largest first. */
	private List<NioConnection> holders() {
		List<NioConnection> holders = new ArrayList<>();
		this.loop.forEachConnection((connection) -> {
			if (connection.memory() > 0) {
				holders.add(connection);
			}
		});
		holders.sort(Comparator.comparingLong(NioConnection::memory).reversed());
		return holders;
	}

	/** Pauses those that hold as much as the average of those that are still read. */
	private static void pauseLargest(List<NioConnection> holders) {
		long sum = 0;
		int count = 0;
		for (NioConnection connection : holders) {
			if (!connection.input().isPaused(PauseReason.BUDGET)) {
				sum += connection.memory();
				count++;
			}
		}
		for (NioConnection connection : holders) {
			if (!connection.input().isPaused(PauseReason.BUDGET) && connection.memory() >= sum / count) {
				connection.input().pause(PauseReason.BUDGET);
			}
		}
	}

	private void endLargest(List<NioConnection> holders) {
		for (NioConnection connection : holders) {
			if (!this.budget.isCritical()) {
				return;
			}
			end(connection);
		}
	}

	/** Ends the largest holder when for too long nothing came back. */
	private void endStalled(long now) {
		boolean fell = this.budget.lent() < this.least;
		if (!fell && now - this.leastSince < PATIENCE) {
			return;
		}
		if (!fell) {
			makeRoom(null);
		}
		this.least = this.budget.lent();
		this.leastSince = now;
	}

	/**
	 * Borrows a buffer, at the cost of larger holders if need be.
	 * @return the buffer, or {@code null} if there is none to be had
	 */
	@Nullable ByteBuffer borrow(NioConnection borrower, int bytes) {
		ByteBuffer buffer = this.loop.buffers().acquire(bytes);
		while (buffer == null && makeRoom(borrower)) {
			buffer = this.loop.buffers().acquire(bytes);
		}
		return buffer;
	}

	/**
	 * Ends the largest holder at once because there is no memory for somebody.
	 * @param borrower who asks; if it is the largest itself, nothing is freed
	 * @return whether it is worth asking again
	 */
	boolean makeRoom(@Nullable NioConnection borrower) {
		for (NioConnection largest : holders()) {
			if (largest == borrower) {
				return false;
			}
			if (!largest.isDoomed()) {
				end(largest);
				return true;
			}
		}
		return false;
	}

	private static void end(NioConnection connection) {
		connection.closing().abort(CloseReason.MEMORY, null);
		connection.output().dropOutput();
		connection.input().dropInput();
	}

}
