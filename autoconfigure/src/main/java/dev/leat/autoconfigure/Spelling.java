package dev.leat.autoconfigure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds what was meant by a word that is not known.
 */
final class Spelling {

	private Spelling() {
	}

	/** The word that takes the fewest changes, if they are few. */
	static Optional<String> nearest(String written, Collection<String> known) {
		return known.stream()
			.min(Comparator.comparingInt((word) -> distance(written, word)))
			.filter((word) -> distance(written, word) <= Math.max(2, written.length() / 4));
	}

	/** How many characters to insert, remove or replace. */
	private static int distance(String from, String to) {
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = diagonal + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}

}
