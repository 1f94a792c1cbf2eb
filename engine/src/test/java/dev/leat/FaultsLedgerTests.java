package dev.leat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of faults in {@code docs/reliability.md} and the tests and recipes
 * together.
 */
class FaultsLedgerTests {

	@SuppressWarnings("NullAway.Init")
	private static Ledger ledger;

	@BeforeAll
	static void read() throws IOException {
		ledger = new Ledger("docs/reliability.md", "F[ABTPED]\\d+");
	}

	@Test
	@DisplayName("every fault has one row, in order")
	void everyIdOnce() {
		List<String> expected = new ArrayList<>();
		expected.addAll(Ledger.ids("FA", 13));
		expected.addAll(Ledger.ids("FB", 15));
		expected.addAll(Ledger.ids("FT", 14));
		expected.addAll(Ledger.ids("FP", 5));
		expected.addAll(Ledger.ids("FE", 19));
		expected.addAll(Ledger.ids("FD", 6));
		assertThat(ledger.rows()).extracting(Ledger.Row::id).containsExactlyElementsOf(expected);
	}

	@Test
	@DisplayName("a row has an outcome that there is")
	void everyRowHasAnOutcome() {
		assertThat(ledger.rows())
			.allSatisfy((row) -> assertThat(row.state()).as(row.id()).isIn("survived", "not yet", "does not apply"));
	}

	@Test
	@DisplayName("what was survived is shown by tests or recipes that there are and that quote its id")
	void whatWasSurvivedIsShown() {
		assertThat(ledger.unshown("survived"))
			.as("rows of docs/reliability.md whose test is gone or does not quote the id")
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
