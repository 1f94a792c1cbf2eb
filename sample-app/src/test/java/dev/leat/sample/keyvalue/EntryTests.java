package dev.leat.sample.keyvalue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Entry}.
 */
class EntryTests {

	@Test
	void keepsKeyValueAndDeadline() {
		Entry entry = Entry.of(new byte[] { 1, 2 }, new byte[] { 3, 4, 5 }, 6);
		assertThat(entry.key()).containsExactly(1, 2);
		assertThat(entry.value()).containsExactly(3, 4, 5);
		assertThat(entry.valueLength()).isEqualTo(3);
		assertThat(entry.deadline()).isEqualTo(6);
		assertThat(entry.expires()).isTrue();
	}

	@Test
	void keyAndValueMayBeEmpty() {
		Entry entry = Entry.of(new byte[0], new byte[0], Entry.NEVER);
		assertThat(entry.key()).isEmpty();
		assertThat(entry.value()).isEmpty();
		assertThat(entry.hasKey(new byte[0])).isTrue();
		assertThat(entry.expires()).isFalse();
	}

	@Test
	void theValueIsNoPartOfTheKey() {
		Entry entry = Entry.of(new byte[] { 1, 2 }, new byte[] { 3 }, Entry.NEVER);
		assertThat(entry.hasKey(new byte[] { 1, 2 })).isTrue();
		assertThat(entry.hasKey(new byte[] { 1 })).isFalse();
		assertThat(entry.hasKey(new byte[] { 1, 2, 3 })).isFalse();
		assertThat(entry.hasKey(new byte[] { 1, 3 })).isFalse();
		assertThat(entry.compareKeys(Entry.of(new byte[] { 1, 2 }, new byte[] { 4 }, 5))).isZero();
		assertThat(entry.compareKeys(Entry.of(new byte[] { 1 }, new byte[] { 2, 3 }, 5))).isPositive();
	}

}
