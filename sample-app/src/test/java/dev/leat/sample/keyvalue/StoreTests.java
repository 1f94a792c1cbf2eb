package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Store}.
 */
class StoreTests {

	private final AtomicLong clock = new AtomicLong();

	private final Store store = new Store(this.clock::get);

	@Test
	void memoryIsThatOfTheKeysThereAre() {
		this.store.put(key("a"), new byte[100], Entry.NEVER);
		assertThat(this.store.usedMemory()).isEqualTo(213);
		this.store.put(key("a"), new byte[10], 5);
		assertThat(this.store.usedMemory()).isEqualTo(123);
		this.store.put(key("bc"), new byte[0], Entry.NEVER);
		assertThat(this.store.usedMemory()).isEqualTo(123 + 114);
		assertThat(this.store.remove(key("bc"))).isTrue();
		assertThat(this.store.remove(key("bc"))).isFalse();
		this.clock.set(5);
		assertThat(this.store.find(key("a"))).isNull();
		assertThat(this.store.usedMemory()).isZero();
		assertThat(this.store.sizeExpiring()).isZero();
	}

	@Test
	void sweepRemovesWhatNobodyAsksForInBoundedPortions() {
		for (int i = 0; i < 50; i++) {
			this.store.put(key("k" + i), new byte[0], 10 + i % 2);
		}
		this.store.put(key("other"), new byte[0], Entry.NEVER);
		this.store.sweep();
		assertThat(this.store.size()).isEqualTo(51);
		this.clock.set(10);
		this.store.sweep();
		assertThat(this.store.size()).isEqualTo(31);
		this.store.sweep();
		assertThat(this.store.size()).isEqualTo(26);
		this.clock.set(11);
		this.store.sweep();
		this.store.sweep();
		assertThat(this.store.size()).isOne();
		assertThat(this.store.expired()).isEqualTo(50);
		assertThat(this.store.sizeExpiring()).isZero();
	}

	@Test
	void newDeadlineTakesThePlaceOfTheOld() {
		this.store.put(key("a"), new byte[0], 10);
		this.store.put(key("a"), new byte[0], 20);
		this.clock.set(10);
		this.store.sweep();
		assertThat(this.store.find(key("a"))).isNotNull();
		assertThat(this.store.sizeExpiring()).isOne();
	}

	@Test
	void aDeadlineChangesInItsPlace() {
		this.store.put(key("a"), new byte[100], 10);
		this.store.put(key("b"), new byte[0], 15);
		assertThat(this.store.expireAt(key("a"), 20)).isTrue();
		assertThat(this.store.usedMemory()).isEqualTo(213 + 113);
		assertThat(this.store.sizeExpiring()).isEqualTo(2);
		this.clock.set(15);
		this.store.sweep();
		assertThat(this.store.find(key("a"))).isNotNull();
		assertThat(this.store.size()).isOne();
		assertThat(this.store.expireAt(key("a"), Entry.NEVER)).isTrue();
		assertThat(this.store.sizeExpiring()).isZero();
		this.clock.set(20);
		this.store.sweep();
		assertThat(this.store.expireAt(key("a"), 30)).isTrue();
		this.clock.set(30);
		assertThat(this.store.expireAt(key("a"), 40)).isFalse();
		assertThat(this.store.usedMemory()).isZero();
		assertThat(this.store.sizeExpiring()).isZero();
	}

	@Test
	void aValueOfTheSameLengthChangesInItsPlace() {
		this.store.put(key("a"), key("one"), 10);
		Entry entry = Objects.requireNonNull(this.store.find(key("a")));
		this.store.put(key("a"), key("two"), 20);
		assertThat(Objects.requireNonNull(this.store.find(key("a"))).bytes()).isSameAs(entry.bytes());
		assertThat(entry.valueReply()).extracting("bytes").isEqualTo(key("two"));
		assertThat(entry.deadline()).isEqualTo(20);
		this.store.put(key("a"), key("one"), Entry.NEVER);
		assertThat(this.store.sizeExpiring()).isZero();
		assertThat(this.store.usedMemory()).isEqualTo(116);
		assertThat(this.store.size()).isOne();
	}

	@Test
	void keysMayExpireAtTheSameTime() {
		this.store.put(key("a"), new byte[] { 1 }, 10);
		this.store.put(key("b"), new byte[] { 1 }, 10);
		assertThat(this.store.sizeExpiring()).isEqualTo(2);
		this.store.remove(key("a"));
		assertThat(this.store.sizeExpiring()).isOne();
		this.clock.set(10);
		this.store.sweep();
		assertThat(this.store.size()).isZero();
	}

	@Test
	void aPutThatFailsChangesNothing() {
		for (int i = 0; i < 8; i++) {
			this.store.put(key("k" + i), new byte[10], 5);
		}
		long memory = this.store.usedMemory();
		byte[] broken = Objects.requireNonNull(this.store.find(key("k3"))).bytes();
		// Its key is longer than the array: no hash of it can be had, so the table cannot
		// grow.
		broken[Long.BYTES] = 1;
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> this.store.put(key("k8"), new byte[10], 5));
		broken[Long.BYTES] = 0;
		assertThat(this.store.find(key("k8"))).isNull();
		assertThat(this.store.usedMemory()).isEqualTo(memory);
		assertThat(this.store.size()).isEqualTo(8);
		assertThat(this.store.sizeExpiring()).isEqualTo(8);
		assertThat(IntStream.range(0, 8).mapToObj((i) -> this.store.find(key("k" + i)))).doesNotContainNull();
		this.store.put(key("k8"), new byte[10], 5);
		assertThat(this.store.usedMemory()).isEqualTo(memory / 8 * 9);
	}

	private static byte[] key(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
