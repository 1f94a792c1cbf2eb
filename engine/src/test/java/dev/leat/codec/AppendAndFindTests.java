package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an encoder appends, a decoder finds again.
 */
class AppendAndFindTests {

	private final Random random = new Random(35);

	@Test
	@DisplayName("S3-35 B2 text of any length is appended while the buffer makes room, and every line end is found again")
	void lines() throws Exception {
		FrameBuffer out = new FrameBuffer();
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			lines.add("x".repeat(this.random.nextInt(300)));
			out.put(lines.get(i), StandardCharsets.UTF_8).put('\r').put('\n');
		}
		assertThat(out.size()).isEqualTo(out.toByteArray().length).isGreaterThan(10_000);
		ByteBuffer in = ByteBuffer.wrap(out.toByteArray());
		Lines decoder = new Lines(StandardCharsets.UTF_8, 1000);
		List<String> found = new ArrayList<>();
		for (String line = decoder.decode(in); line != null; line = decoder.decode(in)) {
			found.add(line);
		}
		assertThat(found).isEqualTo(lines);
		assertThat(in.hasRemaining()).isFalse();
	}

	@Test
	@DisplayName("S3-35 B6 numbers are read as they were appended, one after the other")
	void numbers() {
		FrameBuffer out = new FrameBuffer();
		long[] numbers = this.random.longs(1000).toArray();
		for (long number : numbers) {
			out.put((int) number).putShort((int) number).putInt((int) number).putLong(number);
		}
		ByteBuffer in = ByteBuffer.wrap(out.toByteArray());
		for (long number : numbers) {
			assertThat(in.get()).isEqualTo((byte) number);
			assertThat(in.getShort()).isEqualTo((short) number);
			assertThat(in.getInt()).isEqualTo((int) number);
			assertThat(in.getLong()).isEqualTo(number);
		}
		assertThat(in.hasRemaining()).isFalse();
	}

	@Test
	@DisplayName("B7 in 100,000 bytes no line end is found until there is one, from wherever the search begins")
	void noLineEnd() throws Exception {
		for (int begin : new int[] { 0, 1, 99_999 }) {
			ByteBuffer in = ByteBuffer.allocate(100_001);
			while (in.hasRemaining()) {
				in.put((byte) 'x');
			}
			in.flip().position(begin).limit(100_000);
			Lines decoder = new Lines(StandardCharsets.UTF_8, 200_000);
			assertThat(decoder.decode(in)).isNull();
			assertThat(in.position()).as("nothing is consumed").isEqualTo(begin);
			in.limit(100_001).put(100_000, (byte) '\n');
			assertThat(decoder.decode(in)).isEqualTo("x".repeat(100_000 - begin));
			assertThat(in.hasRemaining()).isFalse();
		}
	}

}
