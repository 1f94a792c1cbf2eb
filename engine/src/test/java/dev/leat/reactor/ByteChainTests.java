package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes handed from one thread to one other.
 */
class ByteChainTests {

	private final ByteChain chain = new ByteChain();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	@DisplayName("S4-4 whatever the sizes of what is added and taken, bytes keep their order and their number")
	void model(long seed) {
		Random random = new Random(seed);
		ByteArrayOutputStream added = new ByteArrayOutputStream();
		ByteArrayOutputStream taken = new ByteArrayOutputStream();
		for (int i = 0; i < 5_000; i++) {
			if (random.nextBoolean()) {
				byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 4 : 600)];
				random.nextBytes(bytes);
				added.writeBytes(bytes);
				this.chain.add(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
			}
			else {
				ByteBuffer into = ByteBuffer.allocate(random.nextInt(700));
				int count = this.chain.take(into);
				assertThat(into.position()).isEqualTo(count);
				assertThat(into.hasRemaining() && !this.chain.isEmpty()).isFalse();
				taken.write(into.array(), 0, count);
			}
			assertThat(this.chain.size()).isEqualTo(added.size() - taken.size());
		}
		ByteBuffer rest = this.chain.takeAll();
		taken.write(rest.array(), 0, rest.limit());
		assertThat(taken.toByteArray()).isEqualTo(added.toByteArray());
	}

	@Test
	@DisplayName("S4-3 two threads lose nothing and reorder nothing, and what is said to be there is there")
	void twoThreads() throws Exception {
		int size = 8 * 1024 * 1024;
		Aside<Long> adder = Aside.run(() -> {
			Random random = new Random(1);
			CRC32C digest = new CRC32C();
			for (int left = size; left > 0;) {
				byte[] bytes = new byte[Math.min(left, 1 + random.nextInt(400))];
				random.nextBytes(bytes);
				digest.update(bytes);
				while (this.chain.size() > 100_000) {
					Thread.onSpinWait();
				}
				this.chain.add(ByteBuffer.wrap(bytes));
				left -= bytes.length;
			}
			return digest.getValue();
		});
		CRC32C digest = new CRC32C();
		ByteBuffer into = ByteBuffer.allocate(300);
		for (int left = size; left > 0;) {
			int waiting = this.chain.size();
			boolean empty = this.chain.isEmpty();
			int count = this.chain.take(into.clear());
			assertThat(waiting).isNotNegative();
			assertThat(empty || count > 0).as("what is not empty gives something").isTrue();
			digest.update(into.flip());
			left -= count;
		}
		assertThat(digest.getValue()).isEqualTo(adder.get());
	}

	@Test
	@DisplayName("S4-5 a chain that is cleared is empty, and takes new bytes")
	void clear() {
		this.chain.add(ByteBuffer.allocate(10));
		this.chain.clear();
		assertThat(this.chain.isEmpty()).isTrue();
		this.chain.add(ByteBuffer.wrap(new byte[] { 7 }));
		assertThat(this.chain.takeAll().get()).isEqualTo((byte) 7);
		assertThat(this.chain.takeAll().hasRemaining()).isFalse();
	}

}
