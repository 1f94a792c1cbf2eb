package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory that begins where a cache line does.
 */
class DirectMemoryTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 63, 64, 65, 4096, 262_144 })
	@DisplayName("memory is direct, empty, aligned, and has exactly the capacity that was asked for")
	void takes(int size) {
		ByteBuffer memory = DirectMemory.take(size);
		assertThat(memory.isDirect()).isTrue();
		assertThat(memory.capacity()).isEqualTo(size);
		assertThat(memory.remaining()).isEqualTo(size);
		assertThat(memory.alignmentOffset(0, DirectMemory.ALIGNMENT)).isZero();
	}

	@Test
	@DisplayName("there is room to begin at a cache line, except in the largest sizes, which stay whole")
	void wholeSizes() {
		assertThat(DirectMemory.whole(1)).isEqualTo(64);
		assertThat(DirectMemory.whole(1 << 30)).isEqualTo((1 << 30) + 63);
		assertThat(DirectMemory.whole(Integer.MAX_VALUE - 63)).isEqualTo(Integer.MAX_VALUE);
		assertThat(DirectMemory.whole(Integer.MAX_VALUE - 62)).isEqualTo(Integer.MAX_VALUE);
		assertThat(DirectMemory.whole(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	@DisplayName("what a loop reads into is aligned")
	void reads() {
		assertThat(alignment(new ReadBuffer(16_384, false).empty(16_384))).isZero();
	}

	@Test
	@DisplayName("H9 lent buffers are aligned")
	void lends() {
		BufferPool pool = new BufferPool(new MemoryBudget(1 << 20), 1, false);
		assertThat(pool.acquire(5_000)).isNotNull().satisfies((buffer) -> assertThat(alignment(buffer)).isZero());
	}

	private static int alignment(ByteBuffer buffer) {
		return buffer.alignmentOffset(0, DirectMemory.ALIGNMENT);
	}

}
