package dev.leat.sample.resp;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InlineWords}.
 */
class InlineWordsTests {

	@Test
	void blanksPartWords() throws Exception {
		assertThat(split(" set\ta  1\r")).containsExactly("set", "a", "1");
		assertThat(split(" \t\r")).isEmpty();
	}

	@Test
	void doubleQuotesHoldWordsTogetherAndEscape() throws Exception {
		assertThat(split("\"a b\" \"\" x\"y z\"")).containsExactly("a b", "", "xy z");
		assertThat(split("\"\\n\\r\\t\\b\\a\\\\\\\"\\q\"")).containsExactly("\n\r\t\b\u0007\\\"q");
		assertThat(split("\"\\x41\\xfF\\x4g\"")).containsExactly("A\u00ffx4g");
	}

	@Test
	void singleQuotesEscapeThemselvesOnly() throws Exception {
		assertThat(split("'a\"b' 'it\\'s' '\\n'")).containsExactly("a\"b", "it's", "\\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "'", "\"a", "'a", "a\"", "\"a\"b", "'a'b", "\"a\\\"", "\"a\\", "'a\\'", "\"\\x4" })
	void refusesUnbalancedQuotes(String line) {
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> split(line))
			.satisfies((ex) -> assertThat(ex.request().problem()).isEqualTo("unbalanced quotes in request"));
	}

	private static List<String> split(String line) throws MalformedRequestException {
		return InlineWords.split(line.getBytes(StandardCharsets.ISO_8859_1))
			.stream()
			.map((word) -> new String(word, StandardCharsets.ISO_8859_1))
			.toList();
	}

}
