package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Glob}.
 */
class GlobTests {

	@ParameterizedTest
	@CsvSource({ "*,''", "*,abc", "**,abc", "'',''", "abc,abc", "a*,a", "a*c,abbc", "a*c*e,abcde", "*bc,abcbc",
			"a?c,abc", "[abc]x,bx", "[a-c]x,bx", "[c-a]x,bx", "[^a-c]x,dx", "[]x,''", "h[ae]llo,hallo", "\\*,*",
			"\\[a],[a]", "[\\]]x,]x", "[\\^a]x,^x", "[a,a", "a\\,a\\", "[^,x", "[a-,-" })
	void matches(String pattern, String text) {
		// A set that is not closed ends with the pattern; an empty one matches nothing.
		boolean emptySet = pattern.startsWith("[]");
		assertThat(matcher(pattern, text)).isEqualTo(!emptySet);
	}

	@ParameterizedTest
	@CsvSource({ "abc,ab", "abc,abcd", "a?c,ac", "?,''", "a*c,abd", "[abc]x,dx", "[^a]x,ax", "[a-c]x,dx", "\\*,a",
			"[b,a", "*a,b" })
	void doesNotMatch(String pattern, String text) {
		assertThat(matcher(pattern, text)).isFalse();
	}

	@Test
	void bytesAreNotSigned() {
		assertThat(matcher("[a-\u00ff]", "\u00c0")).isTrue();
		assertThat(matcher("[a-\u00ff]", "A")).isFalse();
	}

	@Test
	void matchesAPartOfATextAsIfItWereAll() {
		byte[] text = "xaabcx".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(glob("a*c").matches(text, 1, 5)).isTrue();
		assertThat(glob("*b?").matches(text, 1, 5)).isTrue();
		assertThat(glob("*x").matches(text, 1, 5)).isFalse();
		assertThat(glob("x*").matches(text, 1, 5)).isFalse();
		assertThat(glob("*").matches(text, 3, 3)).isTrue();
		assertThat(glob("?").matches(text, 3, 3)).isFalse();
	}

	@Test
	void manyStarsTakeNoLongerThanOneStarTakesTwice() {
		assertThat(matcher("*a".repeat(5_000) + "b", "a".repeat(10_000))).isFalse();
	}

	private static boolean matcher(String pattern, String text) {
		return glob(pattern).matches(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static Glob glob(String pattern) {
		return new Glob(pattern.getBytes(StandardCharsets.ISO_8859_1));
	}

}
