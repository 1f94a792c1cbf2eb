package dev.leat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the table of faults in {@code docs/reliability.md} and the tests and recipes
 * together.
 */
class FaultsLedgerTests extends LedgerContract {

	FaultsLedgerTests() throws IOException {
		super("docs/reliability.md", "F[ABTPED]\\d+", "survived");
	}

	@Override
	List<String> expected() {
		List<String> expected = new ArrayList<>();
		expected.addAll(Ledger.ids("FA", 13));
		expected.addAll(Ledger.ids("FB", 15));
		expected.addAll(Ledger.ids("FT", 14));
		expected.addAll(Ledger.ids("FP", 5));
		expected.addAll(Ledger.ids("FE", 19));
		expected.addAll(Ledger.ids("FD", 6));
		return expected;
	}

}
