package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Framing#of} and the handler that it makes.
 */
class FramingTests {

	private final List<String> received = new ArrayList<>();

	/**
	 * Frames of a length byte and that many characters.
	 */
	static final class Prefixed implements FrameDecoder<String> {

		private int calls;

		@Override
		public @Nullable String decode(ByteBuffer in) {
			this.calls++;
			int length = in.get(in.position()) & 0xff;
			if (in.remaining() <= length) {
				return null;
			}
			byte[] text = new byte[length];
			in.position(in.position() + 1).get(text);
			return new String(text, StandardCharsets.ISO_8859_1);
		}

	}

	/**
	 * Never comes to an end.
	 */
	static final class Endless implements FrameDecoder<String> {

		@Override
		public @Nullable String decode(ByteBuffer in) {
			return null;
		}

		@Override
		public String decodeLast(ByteBuffer in) {
			return "end";
		}

	}

	private FakeConnection open(FrameDecoder<String> decoder) throws Exception {
		return open(Framing.<String, String>of(() -> decoder, FramingTests::encode));
	}

	private FakeConnection open(Framing<String, String> framing) throws Exception {
		return new FakeConnection().open(framing.handler((connection, frame) -> this.received.add(frame)));
	}

	static void encode(String frame, FrameBuffer out) {
		out.put(frame.length()).put(frame, StandardCharsets.ISO_8859_1);
	}

	private static byte[] bytes(String... frames) {
		FrameBuffer out = new FrameBuffer();
		for (String frame : frames) {
			encode(frame, out);
		}
		return out.toByteArray();
	}

	@Test
	@DisplayName("R11 coalesced messages are split")
	void coalesced() throws Exception {
		FakeConnection connection = open(new Prefixed());
		connection.receive(bytes("a", "", "ccc"));
		assertThat(this.received).containsExactly("a", "", "ccc");
		assertThat(connection.leftBytes()).isZero();
	}

	@Test
	@DisplayName("FB9 split at every byte, and byte by byte, gives the same frames")
	void pieces() throws Exception {
		byte[] all = bytes("first", "", "second one");
		for (int i = 0; i <= all.length; i++) {
			this.received.clear();
			FakeConnection connection = open(new Prefixed());
			connection.receive(Arrays.copyOfRange(all, 0, i));
			connection.receive(Arrays.copyOfRange(all, i, all.length));
			assertThat(this.received).as("split at " + i).containsExactly("first", "", "second one");
		}
		this.received.clear();
		FakeConnection connection = open(new Prefixed());
		for (byte b : all) {
			connection.receive(b);
		}
		assertThat(this.received).containsExactly("first", "", "second one");
	}

	@Test
	@DisplayName("FB9 the decoder is called once for each frame and once for each piece")
	void decodeCallsAreLinear() throws Exception {
		Prefixed decoder = new Prefixed();
		FakeConnection connection = open(decoder);
		for (byte b : bytes("x".repeat(200), "y".repeat(200))) {
			connection.receive(b);
		}
		assertThat(this.received).hasSize(2);
		assertThat(decoder.calls).isEqualTo(402);
	}

	@Test
	void eachConnectionHasItsOwnDecoder() throws Exception {
		Framing<String, String> framing = Framing.lines(StandardCharsets.UTF_8);
		FakeConnection one = open(framing);
		FakeConnection two = open(framing);
		one.receive("abc");
		two.receive("\n");
		one.receive("\n");
		assertThat(this.received).containsExactly("", "abc");
	}

	@Test
	@DisplayName("a size limit closes with FRAME_TOO_LARGE, whole or in pieces, and leaves other framings alone")
	void sizeLimit() throws Exception {
		Framing<String, String> wide = Framing.of(Prefixed::new, FramingTests::encode);
		Framing<String, String> narrow = wide.maxFrameSize(4);
		assertReason(CloseReason.FRAME_TOO_LARGE, () -> open(narrow).receive(bytes("1234")));
		FakeConnection connection = open(narrow);
		connection.receive(bytes("123", "123"));
		connection.receive(Arrays.copyOf(bytes("1234"), 4));
		assertReason(CloseReason.FRAME_TOO_LARGE, () -> connection.receive((byte) '4'));
		assertThat(this.received).containsExactly("123", "123");
		open(wide).receive(bytes("12345"));
		assertThat(this.received).containsExactly("123", "123", "12345");
		assertThatIllegalArgumentException().isThrownBy(() -> wide.maxFrameSize(0));
	}

	@Test
	@DisplayName("S3-14 an input that ends inside a frame closes with TRUNCATED")
	void truncated() throws Exception {
		FakeConnection connection = open(new Prefixed());
		connection.receive(Arrays.copyOf(bytes("a", "bcd"), 4));
		assertReason(CloseReason.TRUNCATED, connection::endInput);
		assertThat(this.received).containsExactly("a");
	}

	@Test
	@DisplayName("after the last frame the end of input reaches the handler")
	void inputEnd() throws Exception {
		FakeConnection connection = new FakeConnection()
			.open(Framing.lines(StandardCharsets.UTF_8).handler(new FrameHandler<>() {

				@Override
				public void onFrame(FrameConnection<String> frames, String frame) {
					frames.send("frame " + frame);
				}

				@Override
				public void onInputEnd(FrameConnection<String> frames) {
					frames.send("end");
				}

			}));
		connection.receive("a\nb");
		connection.endInput();
		assertThat(connection.writes()).containsExactly("frame a\n", "frame b\n", "end\n");
		assertThat(connection.isOpen()).isTrue();
	}

	@Test
	@DisplayName("R15 a pause inside the handler stops decoding, resuming goes on where it stopped")
	void pauseInsideHandler() throws Exception {
		FakeConnection connection = new FakeConnection()
			.open(Framing.lines(StandardCharsets.UTF_8).handler((frames, line) -> {
				this.received.add(line);
				if (line.equals("stop")) {
					frames.connection().pauseReading();
				}
			}));
		connection.receive("a\nstop\nb\nc");
		assertThat(this.received).containsExactly("a", "stop");
		assertThat(connection.leftBytes()).isEqualTo(3);
		connection.resumeReading();
		connection.receive("\n");
		assertThat(this.received).containsExactly("a", "stop", "b", "c");
	}

	@Test
	@DisplayName("H7 a close inside the handler stops decoding, at the end of input too")
	void closeInsideHandler() throws Exception {
		FrameHandler<String, String> handler = (frames, line) -> {
			this.received.add(line);
			frames.connection().close();
		};
		FakeConnection connection = new FakeConnection().open(Framing.lines(StandardCharsets.UTF_8).handler(handler));
		connection.receive("a\nb\n");
		assertThat(this.received).containsExactly("a");
		FakeConnection ending = new FakeConnection().open(Framing.lines(StandardCharsets.UTF_8).handler(handler));
		ending.receive("c");
		ending.endInput();
		assertThat(this.received).containsExactly("a", "c");
	}

	@Test
	@DisplayName("two frames of no bytes at one place close with NO_PROGRESS")
	void noProgress() {
		assertReason(CloseReason.NO_PROGRESS, () -> open((in) -> "nothing").receive("x"));
		assertReason(CloseReason.NO_PROGRESS, () -> open(new Endless()).endInput());
		assertThat(this.received).containsExactly("nothing", "end");
	}

	@Test
	@DisplayName("a decoder may take bytes without a frame, and make two frames of one piece")
	void partsAndPairs() throws Exception {
		FakeConnection connection = open(new FrameDecoder<>() {

			private boolean second;

			@Override
			public @Nullable String decode(ByteBuffer in) {
				if (in.get(in.position()) == ' ') {
					in.get();
					return null;
				}
				this.second = !this.second;
				return this.second ? "one" : "two" + (char) in.get();
			}

		});
		connection.receive("  a b");
		assertThat(this.received).containsExactly("one", "twoa", "one", "twob");
	}

	@Test
	@DisplayName("FE1 what the decoder throws is the peer's fault, its cause is kept")
	void decoderFailure() throws Exception {
		IllegalStateException failure = new IllegalStateException("bad magic");
		FakeConnection connection = open((in) -> {
			throw failure;
		});
		assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> connection.receive("x"))
			.withCause(failure)
			.withMessageContaining("bad magic")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(CloseReason.PROTOCOL_ERROR));
		assertReason(CloseReason.REPLACED, () -> open((in) -> {
			throw new ConnectionException(CloseReason.REPLACED, "as it is");
		}).receive("x"));
	}

	@Test
	@DisplayName("FE1 what the handler throws passes untouched")
	void handlerFailure() throws Exception {
		IllegalStateException failure = new IllegalStateException("mine");
		FakeConnection connection = new FakeConnection()
			.open(Framing.lines(StandardCharsets.UTF_8).handler((frames, line) -> {
				throw failure;
			}));
		assertThatIllegalStateException().isThrownBy(() -> connection.receive("x\n")).isSameAs(failure);
	}

	private static void assertReason(CloseReason reason, Step step) {
		assertThatExceptionOfType(ConnectionException.class).isThrownBy(step::run)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	/**
	 * Something that may throw.
	 */
	@FunctionalInterface
	interface Step {

		void run() throws Exception;

	}

}
