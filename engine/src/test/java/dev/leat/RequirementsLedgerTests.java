package dev.leat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the ledger in {@code docs/requirements.md} and the tests of all modules together.
 */
class RequirementsLedgerTests {

	@SuppressWarnings("NullAway.Init")
	private static Ledger ledger;

	@BeforeAll
	static void read() throws IOException {
		ledger = new Ledger("docs/requirements.md", "S[1-5]-B?\\d+|Y\\d+");
	}

	@Test
	@DisplayName("every requirement has one row, in order")
	void everyIdOnce() {
		List<String> expected = new ArrayList<>();
		expected.addAll(Ledger.ids("S1-", 16));
		expected.addAll(Ledger.ids("S2-", 14));
		expected.addAll(Ledger.ids("S3-", 42));
		expected.addAll(Ledger.ids("S3-B", 7));
		expected.addAll(Ledger.ids("Y", 19));
		expected.addAll(Ledger.ids("S4-", 15));
		expected.addAll(Ledger.ids("S5-", 15));
		assertThat(ledger.rows()).extracting(Ledger.Row::id).containsExactlyElementsOf(expected);
	}

	@Test
	@DisplayName("a row says what is asked, a state that there is, and a reason or a test")
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
		assertThat(ledger.unshown()).as("rows of docs/requirements.md whose test is gone or does not quote the id")
			.isEmpty();
	}

	@Test
	@DisplayName("an id that a test quotes has a row")
	void quotedIdsAreKnown() {
		assertThat(ledger.rows()).extracting(Ledger.Row::id).containsAll(ledger.quoted());
	}

	@Test
	@DisplayName("S2-14 the behaviours of accepting are each shown by a test: A2 to A6, A10 and A11")
	void acceptBehavioursAreShown() {
		assertThat(List.of("A2", "A3", "A4", "A5", "A6", "A10", "A11")).allSatisfy((behaviour) -> {
			Pattern word = Pattern.compile("\\b" + behaviour + "\\b");
			assertThat(ledger.tests())
				.filteredOn((test) -> !test.name().equals("RequirementsLedgerTests.acceptBehavioursAreShown"))
				.anyMatch((test) -> word.matcher(test.displayName()).find());
		});
	}

}
