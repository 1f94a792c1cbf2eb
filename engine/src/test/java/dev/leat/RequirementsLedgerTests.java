package dev.leat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the ledger in {@code docs/requirements.md} and the tests of all modules together.
 */
class RequirementsLedgerTests extends LedgerContract {

	RequirementsLedgerTests() throws IOException {
		super("docs/requirements.md", "S[1-5]-B?\\d+|Y\\d+", "holds");
	}

	@Override
	List<String> expected() {
		List<String> expected = new ArrayList<>();
		expected.addAll(Ledger.ids("S1-", 16));
		expected.addAll(Ledger.ids("S2-", 14));
		expected.addAll(Ledger.ids("S3-", 42));
		expected.addAll(Ledger.ids("S3-B", 7));
		expected.addAll(Ledger.ids("Y", 19));
		expected.addAll(Ledger.ids("S4-", 15));
		expected.addAll(Ledger.ids("S5-", 15));
		return expected;
	}

	@Test
	@DisplayName("S2-14 the behaviours of accepting are each shown by a test: A2 to A6, A10 and A11")
	void acceptBehavioursAreShown() {
		assertThat(List.of("A2", "A3", "A4", "A5", "A6", "A10", "A11")).allSatisfy((behaviour) -> {
			Pattern word = Pattern.compile("\\b" + behaviour + "\\b");
			assertThat(ledger().tests())
				.filteredOn((test) -> !test.name().equals("RequirementsLedgerTests.acceptBehavioursAreShown"))
				.anyMatch((test) -> word.matcher(test.displayName()).find());
		});
	}

}
