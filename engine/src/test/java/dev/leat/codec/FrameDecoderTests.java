package dev.leat.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link FrameDecoder} is shown.
 */
class FrameDecoderTests {

	/** Notes what it sees, and takes four bytes at a time. */
	private static final class Watching implements FrameDecoder<String> {

		private final List<String> seen = new ArrayList<>();

		@Override
		public @Nullable String decode(ByteBuffer in) {
			this.seen.add(Sample.text(in));
			return (in.remaining() < 4) ? null : Sample.text(Slice.take(in, 4, 0, 4));
		}

		@Override
		public @Nullable String decodeLast(ByteBuffer in) {
			this.seen.add("last " + Sample.text(in));
			return null;
		}

	}

	@Test
	@DisplayName("R12 what a decoder leaves it sees again with what has come, and an empty view at the end of input")
	void seesWhatItLeft() throws Exception {
		Watching decoder = new Watching();
		List<String> frames = new ArrayList<>();
		Framing<String, String> framing = Framing.of(() -> decoder, (frame, out) -> {
		});
		FakeConnection connection = new FakeConnection().open(framing.handler((same, frame) -> frames.add(frame)));
		connection.receive("ab");
		connection.receive();
		connection.receive("cde");
		connection.receive("fgh");
		connection.endInput();
		assertThat(decoder.seen).containsExactly("ab", "ab", "abcde", "e", "efgh", "last ");
		assertThat(frames).containsExactly("abcd", "efgh");
	}

}
