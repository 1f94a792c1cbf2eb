package dev.leat.sample.keyvalue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SipHash}.
 */
class SipHashTests {

	private final byte[] bytes = new byte[64];

	SipHashTests() {
		for (int i = 0; i < this.bytes.length; i++) {
			this.bytes[i] = (byte) i;
		}
	}

	/**
	 * Figures of the reference implementation, for the bytes 0, 1, 2 and so on.
	 */
	@ParameterizedTest
	@CsvSource({ "0, abac0158050fc4dc", "1, c9f49bf37d57ca93", "7, d3927d989bb11140", "8, 369095118d299a8e",
			"15, d320d86d2a519956", "16, cc4fdd1a7d908b66", "63, 9d199062b7bbb3a8" })
	void hashesAsTheReferenceDoes(int length, String hash) {
		SipHash reference = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
		assertThat(reference.hash(this.bytes, 0, length)).isEqualTo(Long.parseUnsignedLong(hash, 16));
	}

	@Test
	void hashesAPart() {
		SipHash hash = new SipHash(1, 2);
		byte[] part = { 5, 6, 7, 8, 9, 10, 11, 12, 13 };
		assertThat(hash.hash(this.bytes, 5, 14)).isEqualTo(hash.hash(part, 0, 9));
	}

	@Test
	void eachHasASecretOfItsOwn() {
		assertThat(SipHash.random().hash(this.bytes, 0, 8)).isNotEqualTo(SipHash.random().hash(this.bytes, 0, 8));
	}

}
