package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Lends direct buffers for what cannot be handled at once: output that a socket did not
 * take, input that a handler left. Sizes are powers of two, and buffers that come back
 * are kept for reuse. One pool a loop, so nothing is locked; the budget is shared. Loop
 * thread only, but for the figures.
 */
final class BufferPool {

	private static final int MIN_SHIFT = 12;

	private static final int MAX_SHIFT = 30;

	private static final int MAX_KEPT_SHIFT = 20;

	private final MemoryBudget budget;

	private final int pools;

	private final Loans loans;

	private final @Nullable ArrayDeque<ByteBuffer>[] kept = shelves();

	final Counter used = new Counter();

	final Counter pooled = new Counter();

	final Counter fromPool = new Counter();

	final Counter allocated = new Counter();

	final Counter refused = new Counter();

	/** Buffers that had not come back when their loop ended. */
	final Counter leaked = new Counter();

	/** Heap memory that the loop keeps beside the pool. */
	final Counter heap = new Counter();

	/**
	 * Makes an empty pool.
	 * @param pools how many share what may be kept for reuse
	 * @param poison whether buffers are overwritten when they come back
	 */
	BufferPool(MemoryBudget budget, int pools, boolean poison) {
		this.budget = budget;
		this.pools = pools;
		this.loans = new Loans(poison);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable ArrayDeque<ByteBuffer>[] shelves() {
		return (@Nullable ArrayDeque<ByteBuffer>[]) new ArrayDeque<?>[MAX_KEPT_SHIFT - MIN_SHIFT + 1];
	}

	/**
	 * Lends an empty buffer. It belongs to the borrower until {@link #release}.
	 * @param bytes the capacity that is needed
	 * @return a buffer of at least that capacity, or {@code null} if the budget is used
	 * up
	 */
	@Nullable ByteBuffer acquire(int bytes) {
		int shift = shift(bytes);
		ByteBuffer buffer = fromShelf(shift);
		if (buffer == null) {
			buffer = allocate(shift);
		}
		if (buffer == null) {
			this.refused.increment();
			return null;
		}
		this.loans.begin(buffer);
		this.used.add(buffer.capacity());
		this.budget.lend(buffer.capacity());
		return buffer.clear();
	}

	/**
	 * Takes a buffer back.
	 * @throws IllegalStateException if it is not lent, because it came back before
	 */
	void release(ByteBuffer buffer) {
		this.loans.end(buffer);
		int size = buffer.capacity();
		this.used.add(-size);
		this.budget.lend(-size);
		int shift = shift(size);
		if (shift <= MAX_KEPT_SHIFT && this.pooled.get() + size <= this.budget.mayBeKept() / this.pools
				&& !this.budget.isExceeded()) {
			shelf(shift).push(buffer);
			this.pooled.add(size);
		}
		else {
			this.budget.giveBack(size);
		}
	}

	MemoryBudget budget() {
		return this.budget;
	}

	/** Lets go of what is kept. */
	void clear() {
		this.budget.giveBack(this.pooled.get());
		this.pooled.add(-this.pooled.get());
		Arrays.fill(this.kept, null);
		this.loans.forgetReturned();
	}

	/** The loop has ended: what has not come back by now never will. */
	void end() {
		clear();
		this.leaked.add(this.loans.endAll());
		long lost = this.used.get();
		this.used.add(-lost);
		this.budget.lend(-lost);
		this.budget.giveBack(lost);
		this.heap.add(-this.heap.get());
	}

	private @Nullable ByteBuffer fromShelf(int shift) {
		ByteBuffer buffer = (shift <= MAX_KEPT_SHIFT) ? shelf(shift).poll() : null;
		if (buffer != null) {
			this.pooled.add(-buffer.capacity());
			this.fromPool.increment();
		}
		return buffer;
	}

	private @Nullable ByteBuffer allocate(int shift) {
		int size = 1 << shift;
		if (shift > MAX_SHIFT || !take(size)) {
			return null;
		}
		try {
			ByteBuffer buffer = DirectMemory.take(size);
			this.allocated.increment();
			return buffer;
		}
		catch (OutOfMemoryError ex) {
			this.budget.giveBack(size);
			return null;
		}
	}

	private boolean take(int size) {
		return this.budget.take(size) || makeRoom() && this.budget.take(size) || this.budget.takeFromKept(size);
	}

	private boolean makeRoom() {
		boolean kept = this.pooled.get() > 0;
		clear();
		return kept;
	}

	private ArrayDeque<ByteBuffer> shelf(int shift) {
		ArrayDeque<ByteBuffer> shelf = this.kept[shift - MIN_SHIFT];
		if (shelf == null) {
			shelf = new ArrayDeque<>();
			this.kept[shift - MIN_SHIFT] = shelf;
		}
		return shelf;
	}

	private static int shift(int bytes) {
		return Math.max(MIN_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1));
	}

}
