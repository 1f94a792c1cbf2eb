package dev.leat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the ledger in {@code docs/behaviours.md} and the tests of all modules together.
 */
class BehavioursLedgerTests extends LedgerContract {

	BehavioursLedgerTests() throws IOException {
		super("docs/behaviours.md", "[LTWACRXHVPBUDFQ]\\d+", "holds");
	}

	@Override
	List<String> expected() {
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
		return expected;
	}

}
