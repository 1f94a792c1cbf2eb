package dev.leat.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What came of a stream: its frames as text, one character for a byte, and the reason for
 * which the rest was refused, or {@code null} where it ended well.
 */
record Outcome(List<String> frames, @Nullable CloseReason refused) {

	/**
	 * Feeds a connection piece by piece, then ends its input. A decoder must refuse what
	 * is no frame by its own word, not by an exception that it did not foresee.
	 */
	static <F> Outcome of(Framing<F, F> framing, Function<? super F, String> text, List<byte[]> pieces)
			throws Exception {
		List<String> frames = new ArrayList<>();
		FakeConnection connection = new FakeConnection()
			.open(framing.handler((sender, frame) -> frames.add(text.apply(frame))));
		try {
			for (byte[] piece : pieces) {
				connection.receive(piece);
			}
			connection.endInput();
			return new Outcome(frames, null);
		}
		catch (ConnectionException ex) {
			assertThat(ex).hasNoCause();
			return new Outcome(frames, ex.reason());
		}
	}

	static List<byte[]> splitAt(byte[] bytes, int at) {
		return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
	}

	static List<byte[]> singly(byte[] bytes) {
		List<byte[]> pieces = new ArrayList<>();
		for (byte b : bytes) {
			pieces.add(new byte[] { b });
		}
		return pieces;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
