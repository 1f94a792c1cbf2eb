package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Store}.
 */
class StoreTests {

	private final AtomicLong clock = new AtomicLong();

	private final Store store = new Store(this.clock::get);

	@Test
	void memoryIsThatOfTheKeysThereAre() {
		this.store.put(key("a"), new byte[100], Value.NEVER);
		assertThat(this.store.usedMemory()).isEqualTo(261);
		this.store.put(key("a"), new byte[10], 5);
		assertThat(this.store.usedMemory()).isEqualTo(171);
		this.store.put(key("bc"), new byte[0], Value.NEVER);
		assertThat(this.store.usedMemory()).isEqualTo(171 + 162);
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
		this.store.put(key("other"), new byte[0], Value.NEVER);
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
	void keysWithEqualHashesAreTold() {
		assertThat(key("Aa")).hasSameHashCodeAs(key("BB")).isNotEqualTo(key("BB"));
		this.store.put(key("Aa"), new byte[] { 1 }, Value.NEVER);
		this.store.put(key("BB"), new byte[] { 2 }, Value.NEVER);
		assertThat(this.store.size()).isEqualTo(2);
	}

	private static Key key(String text) {
		return new Key(text.getBytes(StandardCharsets.ISO_8859_1));
	}

}
