package dev.leat.sample.keyvalue;

import java.util.Arrays;

import dev.leat.sample.resp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Entry}.
 */
class EntryTests {

	@Test
	void keepsKeyValueAndDeadline() {
		Entry entry = Entry.of(new byte[] { 1, 2 }, new byte[] { 3, 4, 5 }, 6);
		assertThat(entry.key()).containsExactly(1, 2);
		assertThat(value(entry)).containsExactly(3, 4, 5);
		assertThat(entry.valueLength()).isEqualTo(3);
		assertThat(entry.deadline()).isEqualTo(6);
		assertThat(entry.expires()).isTrue();
	}

	@Test
	void keyAndValueMayBeEmpty() {
		Entry entry = Entry.of(new byte[0], new byte[0], Entry.NEVER);
		assertThat(entry.key()).isEmpty();
		assertThat(value(entry)).isEmpty();
		assertThat(entry.hasKey(new byte[0])).isTrue();
		assertThat(entry.expires()).isFalse();
	}

	@Test
	void aNewDeadlineLeavesKeyAndValue() {
		Entry entry = Entry.of(new byte[] { 1, 2 }, new byte[] { 3 }, Entry.NEVER);
		entry.expireAt(-7);
		assertThat(entry.deadline()).isEqualTo(-7);
		assertThat(entry.key()).containsExactly(1, 2);
		assertThat(value(entry)).containsExactly(3);
	}

	@Test
	void appendLeavesKeyDeadlineAndTheShorterEntry() {
		Entry entry = Entry.of(new byte[] { 1, 2 }, new byte[] { 3 }, 6);
		Entry longer = entry.append(new byte[] { 4, 5 });
		assertThat(longer.key()).containsExactly(1, 2);
		assertThat(value(longer)).containsExactly(3, 4, 5);
		assertThat(longer.deadline()).isEqualTo(6);
		assertThat(value(entry)).containsExactly(3);
	}

	@Test
	void aSmallValueChangesInItsPlaceIfItStaysAsLong() {
		Entry entry = Entry.of(new byte[] { 1, 2 }, new byte[] { 3, 4 }, 6);
		assertThat(entry.overwrite(new byte[] { 5, 6 })).isTrue();
		assertThat(value(entry)).containsExactly(5, 6);
		assertThat(entry.key()).containsExactly(1, 2);
		assertThat(entry.deadline()).isEqualTo(6);
		assertThat(entry.overwrite(new byte[] { 7 })).isFalse();
		assertThat(entry.overwrite(new byte[] { 7, 8, 9 })).isFalse();
		assertThat(value(entry)).containsExactly(5, 6);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 64, 65, 1000 })
	void noChangeReachesAReply(int length) {
		Entry entry = Entry.of(new byte[] { 1 }, new byte[length], Entry.NEVER);
		Reply.Bulk reply = (Reply.Bulk) entry.valueReply();
		byte[] changed = new byte[length];
		Arrays.fill(changed, (byte) 1);
		assertThat(entry.overwrite(changed)).isEqualTo(length <= 64);
		assertThat(Arrays.copyOfRange(reply.bytes(), reply.offset(), reply.offset() + reply.length()))
			.isEqualTo(new byte[length]);
	}

	@Test
	void theValueMayBeANumber() throws CommandException {
		assertThat(Entry.of(new byte[] { '7' }, new byte[] { '-', '4', '2' }, 6).number()).isEqualTo(-42);
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> Entry.of(new byte[] { '7' }, new byte[] { '4', 'x' }, 6).number());
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> Entry.of(new byte[] { '7' }, new byte[0], 6).number());
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

	private static byte[] value(Entry entry) {
		return Arrays.copyOfRange(entry.bytes(), entry.keyEnd(), entry.bytes().length);
	}

}
