package dev.leat.codec;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Delimiter}.
 */
class DelimiterTests {

	private static final int LONGEST_DELIMITER = 6;

	private static final int TEXT = 11;

	@Test
	@DisplayName("it is found where a search from every place finds it, for every short delimiter and text of two letters")
	void findsWhatEverySearchFinds() {
		int found = 0;
		for (int length = 1; length <= LONGEST_DELIMITER; length++) {
			for (int number = 0; number < 1 << length; number++) {
				String delimiter = letters(number, length);
				for (int text = 0; text < 1 << TEXT; text++) {
					found += check(delimiter, letters(text, TEXT));
				}
			}
		}
		assertThat(found).isGreaterThan(50_000);
	}

	private static int check(String delimiter, String text) {
		int expected = text.indexOf(delimiter);
		int end = (expected < 0) ? -1 : expected + delimiter.length();
		assertThat(end(delimiter, text)).as("%s in %s", delimiter, text).isEqualTo(end);
		return (expected < 0) ? 0 : 1;
	}

	private static int end(String delimiter, String text) {
		Delimiter search = new Delimiter(delimiter.getBytes(StandardCharsets.US_ASCII));
		int matched = 0;
		for (int i = 0; i < text.length(); i++) {
			matched = search.match(matched, (byte) text.charAt(i));
			if (matched == search.size()) {
				return i + 1;
			}
		}
		return -1;
	}

	private static String letters(int number, int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(((number >> i & 1) == 0) ? 'a' : 'b');
		}
		return text.toString();
	}

}
