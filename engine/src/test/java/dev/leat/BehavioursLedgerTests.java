package dev.leat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the ledger in {@code docs/behaviours.md} and the tests of all modules together.
 */
class BehavioursLedgerTests {

	@SuppressWarnings("NullAway.Init")
	private static Ledger ledger;

	@BeforeAll
	static void read() throws IOException {
		ledger = new Ledger("docs/behaviours.md", "[LTWACRXHVPBUDFQ]\\d+");
	}

	@Test
	@DisplayName("every behaviour has one row, in order")
	void everyIdOnce() {
		List<String> expected = new ArrayList<>();
		expected.addAll(Ledger.ids("L", 25));
		expected.addAll(Ledger.ids("T", 16));
		expected.addAll(Ledger.ids("W", 7));
		expected.addAll(Ledger.ids("A", 15));
		expected.addAll(Ledger.ids("C", 5));
		expected.addAll(Ledger.ids("R", 16));
		expected.addAll(Ledger.ids("X", 19));
		expected.addAll(Ledger.ids("H", 12));
		expected.addAll(Ledger.ids("V", 8));
		expected.addAll(Ledger.ids("P", 14));
		expected.addAll(Ledger.ids("B", 10));
		expected.addAll(Ledger.ids("U", 9));
		expected.addAll(Ledger.ids("D", 3));
		expected.addAll(Ledger.ids("F", 2));
		expected.addAll(Ledger.ids("Q", 10));
		assertThat(ledger.rows()).extracting(Ledger.Row::id).containsExactlyElementsOf(expected);
	}

	@Test
	@DisplayName("a row says what is seen, a state that there is, and a reason or a test")
	void everyRowIsFull() {
		assertThat(ledger.rows()).allSatisfy((row) -> {
			assertThat(row.state()).as(row.id()).isIn("holds", "not yet", "does not apply");
			assertThat(row.asked()).as(row.id()).isNotBlank();
			assertThat(row.shownBy()).as(row.id()).isNotBlank();
		});
	}

	@Test
	@DisplayName("what holds is shown by tests that there are and that quote its id")
	void whatHoldsIsShown() {
		assertThat(ledger.unshown()).as("rows of docs/behaviours.md whose test is gone or does not quote the id")
			.isEmpty();
	}

	@Test
	@DisplayName("an id that a test quotes has a row, and one that applies")
	void quotedIdsApply() {
		assertThat(ledger.rows()).filteredOn((row) -> !row.state().equals("does not apply"))
			.extracting(Ledger.Row::id)
			.containsAll(ledger.quoted());
	}

}
