package dev.leat.reactor;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Buffers that are lent, kept for reuse, and counted under a budget.
 */
class BufferPoolTests {

	private static final int KIB = 1024;

	private static final int MIB = KIB * KIB;

	private final MemoryBudget budget = new MemoryBudget(8 * MIB);

	private final BufferPool pool = new BufferPool(this.budget, 2, true);

	private ByteBuffer acquire(int bytes) {
		return given(this.pool.acquire(bytes));
	}

	private static ByteBuffer given(@Nullable ByteBuffer buffer) {
		assertThat(buffer).isNotNull();
		return buffer;
	}

	/** What the budget has left. */
	private long left() {
		long left = 0;
		for (long step = this.budget.limit(); step > 0; step /= 2) {
			while (this.budget.take(step)) {
				left += step;
			}
		}
		this.budget.giveBack(left);
		return left;
	}

	@ParameterizedTest
	@CsvSource({ "1, 4096", "4096, 4096", "4097, 8192", "100000, 131072", "262144, 262144", "1048577, 2097152" })
	@DisplayName("H9 a buffer is direct, empty, and has the next power of two of what was asked for, 4 KiB at least")
	void sizes(int wanted, int capacity) {
		ByteBuffer buffer = acquire(wanted);
		assertThat(buffer.isDirect()).isTrue();
		assertThat(buffer.capacity()).isEqualTo(capacity);
		assertThat(buffer.position()).isZero();
		assertThat(buffer.limit()).isEqualTo(capacity);
		assertThat(this.pool.used.get()).isEqualTo(capacity);
		assertThat(left()).isEqualTo(8 * MIB - capacity);
	}

	@Test
	@DisplayName("H9 a buffer that comes back is lent again, empty, to whoever needs its size")
	void reuse() {
		ByteBuffer first = acquire(5000);
		first.position(17).limit(20);
		this.pool.release(first);
		assertThat(this.pool.used.get()).isZero();
		assertThat(this.pool.pooled.get()).isEqualTo(8 * KIB);
		assertThat(acquire(4 * KIB)).isNotSameAs(first);
		ByteBuffer again = acquire(8 * KIB);
		assertThat(again).isSameAs(first);
		assertThat(again.remaining()).isEqualTo(8 * KIB);
		assertThat(this.pool.pooled.get()).isZero();
		assertThat(this.pool.fromPool.get()).isEqualTo(1);
		assertThat(this.pool.allocated.get()).isEqualTo(2);
	}

	@Test
	@DisplayName("H9 Y14 no more is kept than the pool may keep; the rest goes back to the budget")
	void keptAtMost() {
		List<ByteBuffer> lent = List.of(acquire(MIB), acquire(MIB), acquire(MIB));
		lent.forEach(this.pool::release);
		assertThat(this.pool.pooled.get()).isEqualTo(2 * MIB);
		assertThat(left()).isEqualTo(6 * MIB);
	}

	@Test
	@DisplayName("Y14 buffers above 1 MiB are never kept")
	void largeOnesAreNotKept() {
		this.pool.release(acquire(2 * MIB));
		assertThat(this.pool.pooled.get()).isZero();
		assertThat(left()).isEqualTo(8 * MIB);
	}

	@Test
	@DisplayName("Y14 over the budget the answer is null, a refusal is counted, and nothing is taken")
	void refusal() {
		ByteBuffer most = acquire(8 * MIB);
		assertThat(this.pool.acquire(1)).isNull();
		assertThat(this.pool.refused.get()).isEqualTo(1);
		assertThat(this.pool.used.get()).isEqualTo(8 * MIB);
		this.pool.release(most);
		assertThat(this.pool.acquire(1)).isNotNull();
	}

	@Test
	@DisplayName("Y14 what is kept makes room for another size before anything is refused")
	void keptMakesRoom() {
		this.pool.release(acquire(MIB));
		assertThat(this.pool.acquire(8 * MIB)).isNotNull();
		assertThat(this.pool.refused.get()).isZero();
		assertThat(this.pool.pooled.get()).isZero();
	}

	@Test
	@DisplayName("Y14 pools of several loops share one budget")
	void sharedBudget() {
		BufferPool other = new BufferPool(this.budget, 2, true);
		ByteBuffer lent = given(other.acquire(8 * MIB));
		assertThat(this.pool.acquire(1)).isNull();
		other.release(lent);
		assertThat(this.pool.acquire(1)).isNotNull();
	}

	@Test
	@DisplayName("FE16 Y14 what another loop keeps for reuse stands in nobody's way, and the other is asked to let go of it")
	void keptByAnother() {
		BufferPool other = new BufferPool(this.budget, 2, true);
		other.release(given(other.acquire(MIB)));
		this.budget.watch(other::clear);
		ByteBuffer all = acquire(8 * MIB);
		assertThat(other.pooled.get()).isZero();
		assertThat(this.budget.isExceeded()).isFalse();
		assertThat(this.pool.acquire(1)).as("all of it is lent").isNull();
		this.pool.release(all);
		assertThat(left()).isEqualTo(8 * MIB);
	}

	@Test
	@DisplayName("Y14 until the other has let go, nothing more is kept for reuse")
	void nothingKeptWhileExceeded() {
		BufferPool other = new BufferPool(this.budget, 2, true);
		other.release(given(other.acquire(MIB)));
		ByteBuffer small = acquire(MIB);
		List<ByteBuffer> rest = List.of(acquire(4 * MIB), acquire(2 * MIB), acquire(MIB));
		this.pool.release(small);
		assertThat(this.pool.pooled.get()).isZero();
		rest.forEach(this.pool::release);
		other.clear();
		assertThat(left() + this.pool.pooled.get()).isEqualTo(8 * MIB);
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MAX_VALUE, (1 << 30) + 1, Integer.MIN_VALUE, -1 })
	@DisplayName("Y14 a size that no buffer can have is refused, whatever the budget")
	void absurdSizes(int bytes) {
		BufferPool boundless = new BufferPool(new MemoryBudget(Long.MAX_VALUE / 2), 1, true);
		assertThat(boundless.acquire(bytes)).isNull();
		assertThat(boundless.refused.get()).isEqualTo(1);
		assertThat(boundless.used.get()).isZero();
	}

	@Test
	@DisplayName("H9 clearing lets go of what is kept, and of that only")
	void clear() {
		ByteBuffer lent = acquire(MIB);
		this.pool.release(acquire(4 * KIB));
		this.pool.clear();
		assertThat(this.pool.pooled.get()).isZero();
		assertThat(this.pool.used.get()).isEqualTo(MIB);
		assertThat(left()).isEqualTo(7 * MIB);
		this.pool.release(lent);
		this.pool.clear();
		assertThat(left()).isEqualTo(8 * MIB);
	}

	@Test
	@DisplayName("FE15 B9 H9 random lending and giving back: no buffer is lent twice, and the figures always agree with the budget")
	void randomUse() {
		Random random = new Random(7);
		ArrayDeque<ByteBuffer> lent = new ArrayDeque<>();
		long used = 0;
		for (int i = 0; i < 5000; i++) {
			if (lent.isEmpty() || random.nextInt(5) < 3) {
				ByteBuffer buffer = this.pool.acquire(1 << random.nextInt(20));
				if (buffer != null) {
					assertThat(lent.stream().noneMatch((each) -> each == buffer)).isTrue();
					lent.add(buffer);
					used += buffer.capacity();
				}
			}
			else {
				ByteBuffer buffer = random.nextBoolean() ? lent.removeFirst() : lent.removeLast();
				used -= buffer.capacity();
				this.pool.release(buffer);
			}
			assertThat(this.pool.used.get()).isEqualTo(used);
		}
		assertThat(left()).isEqualTo(8 * MIB - used - this.pool.pooled.get());
		assertThat(this.pool.fromPool.get()).isPositive();
		assertThat(this.pool.refused.get()).isPositive();
	}

	@Test
	@DisplayName("FE15 a buffer that is given back twice is refused, with the place of the first time, and lent once only")
	void givenBackTwice() {
		ByteBuffer buffer = acquire(8 * KIB);
		this.pool.release(buffer);
		assertThatIllegalStateException().isThrownBy(() -> this.pool.release(buffer))
			.withMessageContaining("8192 bytes")
			.havingCause()
			.withMessage("It was given back here");
		assertThat(this.pool.used.get()).isZero();
		assertThat(this.pool.pooled.get()).isEqualTo(8 * KIB);
		assertThat(acquire(8 * KIB)).isNotSameAs(acquire(8 * KIB));
	}

	@Test
	@DisplayName("FE15 a buffer of another pool is refused, and counts for nobody")
	void givenToAnotherPool() {
		BufferPool other = new BufferPool(this.budget, 4, false);
		ByteBuffer buffer = acquire(4 * KIB);
		assertThatIllegalStateException().isThrownBy(() -> other.release(buffer));
		assertThat(other.used.get()).isZero();
		assertThat(this.pool.used.get()).isEqualTo(4 * KIB);
	}

	@Test
	@DisplayName("FE15 who uses a buffer after it was given back finds it empty, and poison where it held bytes")
	void usedAfterwards() {
		ByteBuffer buffer = acquire(4 * KIB).put(new byte[KIB]).flip();
		ByteBuffer cut = buffer.slice();
		this.pool.release(buffer);
		assertThatExceptionOfType(BufferUnderflowException.class).isThrownBy(buffer::get);
		while (cut.hasRemaining()) {
			assertThat(cut.get()).isEqualTo((byte) 0xDD);
		}
	}

	@Test
	@DisplayName("FE15 what has not come back when the loop ends is leaked, once, and the budget has it again")
	void leaked() {
		acquire(4 * KIB);
		ByteBuffer late = acquire(8 * KIB);
		this.pool.release(acquire(16 * KIB));
		this.pool.end();
		this.pool.end();
		assertThat(this.pool.leaked.get()).isEqualTo(2);
		assertThat(this.pool.used.get()).isZero();
		assertThat(this.pool.pooled.get()).isZero();
		assertThat(this.budget.lent()).isZero();
		assertThat(this.budget.take(this.budget.limit())).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> this.pool.release(late));
	}

	@Test
	@DisplayName("S5-14 a group's figures are the sums over its pools")
	void figures() {
		BufferPool other = new BufferPool(this.budget, 4, true);
		BufferStats stats = new BufferFigures(this.budget, List.of(this.pool, other));
		ByteBuffer lent = acquire(4 * KIB);
		given(other.acquire(8 * KIB));
		assertThat(stats.used()).isEqualTo(12 * KIB);
		this.pool.release(lent);
		acquire(4 * KIB);
		this.pool.release(acquire(16 * KIB));
		assertThat(other.acquire(8 * MIB)).isNull();
		assertThat(stats.limit()).isEqualTo(8 * MIB);
		assertThat(stats.pooled()).isEqualTo(16 * KIB);
		assertThat(stats.acquiredAllocated()).isEqualTo(3);
		assertThat(stats.acquiredPooled()).isEqualTo(1);
		assertThat(stats.refused()).isEqualTo(1);
		assertThat(stats.heapPooled()).isZero();
		other.heap.add(TlsScratch.BYTES);
		assertThat(stats.heapPooled()).isEqualTo(TlsScratch.BYTES);
		assertThat(stats.heapLimit()).isEqualTo(2 * TlsScratch.BYTES);
		other.end();
		assertThat(stats.leaked()).isEqualTo(1);
		assertThat(stats.heapPooled()).isZero();
	}

}
