package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Framing#lines}.
 */
class LinesTests {

	private static final String TEXT = "one\r\ntwo\n\n\r\r\nthr\u00e9\u20ac\uD83D\uDE00\n\rend\nlast";

	private static final List<String> LINES = List.of("one", "two", "", "\r", "thr\u00e9\u20ac\uD83D\uDE00", "\rend",
			"last");

	private final List<String> received = new ArrayList<>();

	private final Framing<String, String> framing = Framing.lines(StandardCharsets.UTF_8);

	private FakeConnection open(Framing<String, String> framing) throws Exception {
		return new FakeConnection().open(framing.handler((connection, line) -> this.received.add(line)));
	}

	@Test
	@DisplayName("S3-14 lines in one piece: LF ends a line, one CR before it goes, the last needs none")
	void whole() throws Exception {
		FakeConnection connection = open(this.framing);
		connection.receive(TEXT);
		connection.endInput();
		assertThat(this.received).isEqualTo(LINES);
		assertThat(connection.isOpen()).isFalse();
	}

	@Test
	@DisplayName("FB9 lines split at every byte are the same lines")
	void splitAtEveryByte() throws Exception {
		byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i <= bytes.length; i++) {
			this.received.clear();
			FakeConnection connection = open(this.framing);
			connection.receive(Arrays.copyOfRange(bytes, 0, i));
			connection.receive(Arrays.copyOfRange(bytes, i, bytes.length));
			connection.endInput();
			assertThat(this.received).as("split at " + i).isEqualTo(LINES);
		}
	}

	@Test
	@DisplayName("FB9 lines byte by byte are the same lines")
	void byteByByte() throws Exception {
		FakeConnection connection = open(this.framing);
		for (byte b : TEXT.getBytes(StandardCharsets.UTF_8)) {
			connection.receive(b);
		}
		connection.endInput();
		assertThat(this.received).isEqualTo(LINES);
	}

	@Test
	@DisplayName("R10 six lines over two writes")
	void sixLinesOverTwoWrites() throws Exception {
		FakeConnection connection = open(this.framing);
		connection.receive("a\nb\nc\nd");
		assertThat(this.received).containsExactly("a", "b", "c");
		connection.receive("\ne\nf\n");
		assertThat(this.received).containsExactly("a", "b", "c", "d", "e", "f");
		assertThat(connection.leftBytes()).isZero();
	}

	@Test
	@DisplayName("FB9 bytes that were scanned are not scanned again")
	void linear() throws Exception {
		Lines lines = new Lines(StandardCharsets.UTF_8, 100);
		assertThat(lines.decode(buffer("abcdef"))).isNull();
		// A line end that appears where the decoder has been is not seen.
		ByteBuffer changed = buffer("ab\ndefgh\nij");
		assertThat(lines.decode(changed)).isEqualTo("ab\ndefgh");
		assertThat(lines.decode(changed)).isNull();
		assertThat(lines.decode(buffer("\n.\n"))).isEqualTo("\n.");
	}

	@Test
	@DisplayName("FB12 a line end that never comes closes at the limit")
	void tooLongWithoutEnd() throws Exception {
		FakeConnection connection = open(this.framing.maxFrameSize(8));
		connection.receive("12345678");
		assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> connection.receive("9"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(CloseReason.FRAME_TOO_LARGE));
		assertThat(this.received).isEmpty();
	}

	@Test
	@DisplayName("the limit holds alike for a line that arrives whole and one that arrives in pieces")
	void limitDoesNotDependOnPieces() throws Exception {
		FakeConnection connection = open(this.framing.maxFrameSize(8));
		connection.receive("1234567\n1234");
		connection.receive("567\n");
		assertThat(this.received).containsExactly("1234567", "1234567");
		assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> connection.receive("12345678\n"))
			.withMessage("A frame has 9 bytes or more, the limit is 8");
		FakeConnection other = open(this.framing.maxFrameSize(8));
		other.receive("12345678");
		assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> other.receive("\n"))
			.withMessage("A frame has 9 bytes or more, the limit is 8");
	}

	@Test
	void sendAppendsLineFeed() throws Exception {
		FakeConnection connection = new FakeConnection()
			.open(this.framing.handler((frames, line) -> frames.send("<" + line + ">")));
		connection.receive("h\u00e9\n\n");
		assertThat(connection.writes()).containsExactly("<h\u00e9>\n", "<>\n");
	}

	@Test
	void malformedBytesAreReplaced() throws Exception {
		FakeConnection connection = open(this.framing);
		connection.receive((byte) 'a', (byte) 0xff, (byte) '\n');
		assertThat(this.received).containsExactly("a\ufffd");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16BE", "UTF-32", "IBM1047" })
	void charsetWithAnotherLineFeedIsRefused(String charset) {
		assertThatIllegalArgumentException().isThrownBy(() -> Framing.lines(Charset.forName(charset)))
			.withMessageContaining(charset);
	}

	private static ByteBuffer buffer(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
	}

}
