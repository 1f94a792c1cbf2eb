package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatIndexOutOfBoundsException;

/**
 * Tests for {@link FrameBuffer}.
 */
class FrameBufferTests {

	@Test
	@DisplayName("B6 numbers are big-endian")
	void numbersAreBigEndian() {
		FrameBuffer buffer = new FrameBuffer().put(0x101)
			.putShort(0x10203)
			.putInt(0x04050607)
			.putLong(0x08090a0b0c0d0e0fL);
		assertThat(buffer.toByteArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
		assertThat(buffer.size()).isEqualTo(15);
	}

	@Test
	@DisplayName("B2 it grows, and keeps what was put")
	void growsAndKeepsWhatWasPut() {
		FrameBuffer buffer = new FrameBuffer();
		byte[] piece = new byte[1000];
		for (int i = 0; i < 100; i++) {
			piece[0] = (byte) i;
			buffer.put(piece);
		}
		byte[] all = buffer.toByteArray();
		assertThat(all).hasSize(100_000);
		for (int i = 0; i < 100; i++) {
			assertThat(all[i * 1000]).isEqualTo((byte) i);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 8, 9, 16, 17, 300 })
	@DisplayName("zeros are zeros, in memory that was used before")
	void zeros(int count) {
		FrameBuffer buffer = new FrameBuffer();
		byte[] used = new byte[400];
		Arrays.fill(used, (byte) 1);
		buffer.put(used).clear(2 * used.length);
		buffer.put(2).zeros(count);
		buffer.put(3);
		byte[] expected = new byte[count + 2];
		expected[0] = 2;
		expected[count + 1] = 3;
		assertThat(buffer.toByteArray()).isEqualTo(expected);
	}

	@Test
	void takesAPartOfAnArray() {
		byte[] bytes = { 1, 2, 3, 4 };
		assertThat(new FrameBuffer().put(bytes, 1, 2).put(bytes).toByteArray()).containsExactly(2, 3, 1, 2, 3, 4);
		assertThatIndexOutOfBoundsException().isThrownBy(() -> new FrameBuffer().put(bytes, 3, 2));
	}

	@Test
	void takesTheRestOfABuffer() {
		ByteBuffer bytes = ByteBuffer.wrap(new byte[] { 1, 2, 3 }).position(1).asReadOnlyBuffer();
		assertThat(new FrameBuffer().put(bytes).toByteArray()).containsExactly(2, 3);
		assertThat(bytes.hasRemaining()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "US-ASCII", "ISO-8859-1", "UTF-16", "UTF-16LE", "windows-1252" })
	void textIsEncodedAsStringDoes(String name) {
		Charset charset = Charset.forName(name);
		for (String text : List.of("", "plain", "caf\u00e9", "\u20ac then ascii", "a\uD83D\uDE00b", "half\uD83D",
				"\uDE00", "x".repeat(5000) + "\u00e9")) {
			FrameBuffer buffer = new FrameBuffer().put(new StringBuilder(text), charset);
			assertThat(buffer.toByteArray()).as(text).isEqualTo(text.getBytes(charset));
		}
	}

	@Test
	@DisplayName("B4 clearing keeps small memory and drops big")
	void clearKeepsSmallMemoryAndDropsBig() {
		FrameBuffer buffer = new FrameBuffer().put(new byte[1000]);
		byte[] kept = buffer.content().array();
		buffer.clear(kept.length);
		assertThat(buffer.size()).isZero();
		assertThat(buffer.content().array()).isSameAs(kept);
		buffer.clear(kept.length - 1);
		assertThat(buffer.content().array()).hasSizeLessThan(1000);
	}

	@Test
	void aFrameLargerThanABufferCanBeIsRefused() {
		CharSequence endless = new CharSequence() {

			@Override
			public int length() {
				return Integer.MAX_VALUE;
			}

			@Override
			public char charAt(int index) {
				return 'a';
			}

			@Override
			public CharSequence subSequence(int start, int end) {
				return this;
			}

		};
		FrameBuffer buffer = new FrameBuffer().put(1);
		assertThatIllegalStateException().isThrownBy(() -> buffer.put(endless, StandardCharsets.UTF_8))
			.withMessageContaining("2147483648 bytes");
	}

}
