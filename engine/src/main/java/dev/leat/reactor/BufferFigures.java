package dev.leat.reactor;

import java.util.List;
import java.util.function.Function;

/**
 * The figures of a group's buffers: sums over its pools.
 */
final class BufferFigures implements BufferStats {

	private final MemoryBudget budget;

	private final List<BufferPool> pools;

	BufferFigures(MemoryBudget budget, List<BufferPool> pools) {
		this.budget = budget;
		this.pools = pools;
	}

	private long sum(Function<BufferPool, Counter> figure) {
		long sum = 0;
		for (BufferPool pool : this.pools) {
			sum += figure.apply(pool).get();
		}
		return sum;
	}

	@Override
	public long used() {
		return sum((pool) -> pool.used);
	}

	@Override
	public long pooled() {
		return sum((pool) -> pool.pooled);
	}

	@Override
	public long limit() {
		return this.budget.limit();
	}

	@Override
	public long acquiredPooled() {
		return sum((pool) -> pool.fromPool);
	}

	@Override
	public long acquiredAllocated() {
		return sum((pool) -> pool.allocated);
	}

	@Override
	public long refused() {
		return sum((pool) -> pool.refused);
	}

	@Override
	public long leaked() {
		return sum((pool) -> pool.leaked);
	}

	@Override
	public long heapPooled() {
		return sum((pool) -> pool.heap);
	}

	@Override
	public long heapLimit() {
		return (long) this.pools.size() * TlsScratch.BYTES;
	}

}
