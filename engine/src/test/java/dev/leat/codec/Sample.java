package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;

/**
 * A framing, a stream of bytes, and what it must make of them. Text stands for bytes, one
 * character for each.
 *
 * @param <F> the frames
 * @param name what the stream shows
 * @param framing what decodes and encodes it
 * @param text turns a frame into text
 * @param frame turns text into a frame
 * @param wire what is received
 * @param outcome what must come of it
 * @param sent what its frames are when they are sent again
 * @param headerSize bytes at the front of a frame that are looked at together
 */
record Sample<F>(String name, Framing<F, F> framing, Function<F, String> text, Function<String, F> frame, String wire,
		Outcome outcome, String sent, int headerSize) {

	static Sample<String> lines(String name, Framing<String, String> framing, String wire, String... frames) {
		return new Sample<>(name, framing, Function.identity(), Function.identity(), wire, outcome(null, frames), wire,
				0);
	}

	static Sample<ByteBuffer> buffers(String name, Framing<ByteBuffer, ByteBuffer> framing, String wire,
			String... frames) {
		return new Sample<>(name, framing, Sample::text, Sample::buffer, wire, outcome(null, frames), wire, 0);
	}

	/** The same, refused after its frames. */
	Sample<F> refused(CloseReason reason) {
		return new Sample<>(this.name, this.framing, this.text, this.frame, this.wire,
				new Outcome(this.outcome.frames(), reason), "", this.headerSize);
	}

	/** The same, with other bytes when its frames are sent again. */
	Sample<F> sentAs(String bytes) {
		return new Sample<>(this.name, this.framing, this.text, this.frame, this.wire, this.outcome, bytes,
				this.headerSize);
	}

	/** The same, with so many bytes that are looked at together. */
	Sample<F> header(int bytes) {
		return new Sample<>(this.name, this.framing, this.text, this.frame, this.wire, this.outcome, this.sent, bytes);
	}

	boolean isWellFormed() {
		return this.outcome.refused() == null;
	}

	byte[] wireBytes() {
		return Outcome.bytes(this.wire);
	}

	Outcome decode(List<byte[]> pieces) throws Exception {
		return Outcome.of(this.framing, this.text, pieces);
	}

	/** What a handler writes that sends every frame. */
	byte[] encode() throws Exception {
		FakeConnection connection = new FakeConnection().open(this.framing.handlerPerConnection((sender) -> {
			this.outcome.frames().forEach((each) -> sender.send(this.frame.apply(each)));
			return (same, received) -> {
			};
		}));
		return connection.written();
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static Outcome outcome(@Nullable CloseReason refused, String... frames) {
		return new Outcome(List.of(frames), refused);
	}

	static String text(ByteBuffer bytes) {
		return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
	}

	static ByteBuffer buffer(String text) {
		return ByteBuffer.wrap(Outcome.bytes(text));
	}

}
