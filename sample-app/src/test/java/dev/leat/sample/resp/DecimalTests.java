package dev.leat.sample.resp;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Decimal}.
 */
class DecimalTests {

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, -1, 10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1 })
	void readsWhatItPrints(long number) {
		assertThat(Decimal.parse(bytes(Long.toString(number)))).hasValue(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "+1", "-0", "00", "01", "-01", " 1", "1 ", "1.0", "1e3", "0x1",
			"9223372036854775808", "-9223372036854775809", "99999999999999999999", "1\n" })
	void refusesEverythingElse(String text) {
		assertThat(Decimal.parse(bytes(text))).isEmpty();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
