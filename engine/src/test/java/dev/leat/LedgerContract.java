package dev.leat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each ledger in {@code docs} promises: a row for every id, and a test for every row
 * that is said to hold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerContract {

	private final Ledger ledger;

	private final String holds;

	/**
	 * Reads a ledger.
	 * @param page where it stands
	 * @param ids what its ids look like
	 * @param holds the state of a row that tests show
	 */
	LedgerContract(String page, String ids, String holds) throws IOException {
		this.ledger = new Ledger(page, ids);
		this.holds = holds;
	}

	/** All ids, in order. */
	abstract List<String> expected();

	Ledger ledger() {
		return this.ledger;
	}

	@Test
	@DisplayName("every id has one row, in order")
	void everyIdOnce() {
		assertThat(this.ledger.rows()).extracting(Ledger.Row::id).containsExactlyElementsOf(expected());
	}

	@Test
	@DisplayName("a row says what it is about, a state that there is, and a reason or a test")
	void everyRowIsFull() {
		assertThat(this.ledger.rows()).allSatisfy((row) -> {
			assertThat(row.state()).as(row.id()).isIn(this.holds, "not yet", "does not apply");
			assertThat(row.asked()).as(row.id()).isNotBlank();
			assertThat(row.shownBy()).as(row.id()).isNotBlank();
		});
	}

	@Test
	@DisplayName("what holds is shown by tests that there are and that quote its id")
	void whatHoldsIsShown() {
		assertThat(this.ledger.unshown(this.holds)).as("rows whose test is gone or does not quote the id").isEmpty();
	}

	@Test
	@DisplayName("an id that a test quotes has a row, and one that applies")
	void quotedIdsApply() {
		assertThat(this.ledger.rows()).filteredOn((row) -> !row.state().equals("does not apply"))
			.extracting(Ledger.Row::id)
			.containsAll(this.ledger.quoted());
	}

}
