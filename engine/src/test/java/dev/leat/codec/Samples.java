package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import dev.leat.reactor.CloseReason;

import static dev.leat.codec.Sample.buffers;
import static dev.leat.codec.Sample.lines;

/**
 * The table of streams by which every framing is tested.
 */
final class Samples {

	private static final String LONG = "x".repeat(300);

	private static final String ONES = "\377".repeat(8);

	private static final Framing<String, String> LINES = Framing.lines(StandardCharsets.ISO_8859_1);

	private static final Framing<ByteBuffer, ByteBuffer> CRLF = Framing.delimiter((byte) '\r', (byte) '\n');

	private Samples() {
	}

	static Stream<Sample<?>> all() {
		return Stream.of(wellFormed(), truncated(), tooLarge(), malformed()).flatMap((samples) -> samples);
	}

	/** Streams of whole frames. */
	static Stream<Sample<?>> wellFormed() {
		return Stream.of(texts(), lengths(), layouts(), varints()).flatMap((samples) -> samples);
	}

	private static Stream<Sample<?>> texts() {
		return Stream.of(lines("lines", LINES, "a\n\nbc\n", "a", "", "bc"),
				lines("lines of every form", LINES, "a\r\n\r\nb\rc\nlast", "a", "", "b\rc", "last")
					.sentAs("a\n\nb\rc\nlast\n"),
				buffers("one byte ends a frame", Framing.delimiter((byte) 0), "a\0\0bc\0", "a", "", "bc"),
				buffers("two bytes end a frame", CRLF, "a\r\n\r\nb\rc\nd\r\r\n", "a", "", "b\rc\nd\r"),
				buffers("a delimiter that overlaps itself", delimiter("aab"), "aaaabxaaabaab", "aa", "xa", ""),
				buffers("a delimiter that repeats itself", delimiter("ababc"), "abababcabababababcxababc", "ab",
						"ababab", "x"),
				buffers("a delimiter in doubt to the last", delimiter("aaaaab"), "aaaa" + "a".repeat(40) + "b",
						"a".repeat(39)),
				buffers("one byte each", Framing.fixed(1), "ab\0", "a", "b", "\0"),
				buffers("three bytes each", Framing.fixed(3), "abcdef", "abc", "def"));
	}

	private static Stream<Sample<?>> lengths() {
		return Stream.of(buffers("a length of 1 byte", Framing.lengthField(1), "\3abc\0\1d", "abc", "", "d").header(1),
				buffers("a length of 2 bytes", Framing.lengthField(2), "\0\3abc\0\0\1\54" + LONG, "abc", "", LONG)
					.header(2),
				buffers("a length of 3 bytes", Framing.lengthField(3), "\0\0\3abc\0\1\54" + LONG, "abc", LONG)
					.header(3),
				buffers("a length of 4 bytes", Framing.lengthField(4), "\0\0\0\3abc\0\0\1\54" + LONG, "abc", LONG)
					.header(4),
				buffers("a length of 8 bytes", Framing.lengthField(8), "\0\0\0\0\0\0\0\3abc\0\0\0\0\0\0\1\54" + LONG,
						"abc", LONG)
					.header(8),
				buffers("the low byte first", Framing.lengthField(2).order(ByteOrder.LITTLE_ENDIAN),
						"\3\0abc\54\1" + LONG, "abc", LONG)
					.header(2),
				buffers("the low of eight bytes first", Framing.lengthField(8).order(ByteOrder.LITTLE_ENDIAN),
						"\3\0\0\0\0\0\0\0abc", "abc")
					.header(8),
				buffers("a length has no sign", Framing.lengthField(1), "\310" + "y".repeat(200), "y".repeat(200))
					.header(1));
	}

	private static Stream<Sample<?>> layouts() {
		return Stream.of(
				buffers("bytes before the length stay", Framing.lengthField(2).offset(2), "hi\0\3abcho\0\0",
						"hi\0\3abc", "ho\0\0")
					.header(4),
				buffers("bytes before the length go", Framing.lengthField(2).offset(2).strip(4), "hi\0\3abcho\0\0",
						"abc", "")
					.header(4)
					.sentAs("\0\0\0\3abc\0\0\0\0"),
				buffers("the length stays", Framing.lengthField(1).strip(0), "\3abc\0", "\3abc", "\0").header(1),
				buffers("half of what stands before it goes", Framing.lengthField(1).offset(2).strip(1), "hi\3abc",
						"i\3abc")
					.header(3)
					.sentAs("\0i\3abc"),
				buffers("a length that counts itself", Framing.lengthField(2).adjustment(-2), "\0\5abc\0\2", "abc", "")
					.header(2),
				buffers("a length that counts the whole frame", Framing.lengthField(2).offset(1).adjustment(-3),
						"x\0\6abcy\0\3", "x\0\6abc", "y\0\3")
					.header(3),
				buffers("bytes behind the length that it does not count", Framing.lengthField(1).adjustment(2),
						"\3hiabc\0ho", "hiabc", "ho")
					.header(1),
				buffers("what is stripped goes past the length", Framing.lengthField(1).adjustment(2).strip(3),
						"\3hiabc\0ho", "abc", "")
					.header(1)
					.sentAs("\3\0\0abc\0\0\0"));
	}

	private static Stream<Sample<?>> varints() {
		return Stream.of(buffers("a varint of one byte", Framing.varint(), "\3abc\0\1d", "abc", "", "d"),
				buffers("a varint of two bytes", Framing.varint(), "\254\2" + LONG + "\177" + "z".repeat(127), LONG,
						"z".repeat(127)),
				buffers("the smallest varint of two bytes", Framing.varint(), "\200\1" + "z".repeat(128),
						"z".repeat(128)));
	}

	/** Streams that end inside a frame. */
	private static Stream<Sample<?>> truncated() {
		return Stream
			.<Sample<?>>of(buffers("no delimiter", CRLF, "a\r\nbc\r", "a"),
					buffers("two bytes of three", Framing.fixed(3), "abcde", "abc"),
					buffers("half a length", Framing.lengthField(2), "\0\1a\0", "a").header(2),
					buffers("half a frame", Framing.lengthField(2), "\0\3ab").header(2),
					buffers("half a varint", Framing.varint(), "\1a\200", "a"),
					buffers("half a frame of a varint", Framing.varint(), "\3ab"),
					buffers("bytes before a length that does not come", Framing.lengthField(4).offset(2), "hi\0\0"))
			.map((sample) -> sample.refused(CloseReason.TRUNCATED));
	}

	/** Streams whose last frame is over the limit, or says that it will be. */
	private static Stream<Sample<?>> tooLarge() {
		Framing<ByteBuffer, ByteBuffer> narrow = Framing.varint().maxFrameSize(4);
		return Stream
			.<Sample<?>>of(lines("a line over the limit", LINES.maxFrameSize(4), "abc\nabcd\n", "abc"),
					buffers("a frame over the limit", CRLF.maxFrameSize(4), "ab\r\nabc\r\n", "ab"),
					buffers("a fixed size over the limit", Framing.fixed(3).maxFrameSize(2), "abc"),
					buffers("a length over the limit", Framing.lengthField(1).maxFrameSize(4), "\3abc\4", "abc"),
					buffers("an unsigned length", Framing.lengthField(4), "\377\377\377\377"),
					buffers("a length near the largest", Framing.lengthField(8).adjustment(-8), "\177" + ONES),
					buffers("a length over the limit by what is added",
							Framing.lengthField(1).adjustment(2).maxFrameSize(4), "\1abc\2", "abc"),
					buffers("a header over the limit", Framing.lengthField(8).maxFrameSize(4), ONES),
					buffers("a varint over the limit", narrow, "\3abc\4", "abc"),
					buffers("the largest varint", Framing.varint(), "\377\377\377\377\17"),
					buffers("a varint whose bytes are over the limit", narrow, "\0\200\200\200\200\200", ""))
			.map((sample) -> sample.refused(CloseReason.FRAME_TOO_LARGE));
	}

	/** Streams with a length that cannot be. */
	private static Stream<Sample<?>> malformed() {
		return Stream
			.<Sample<?>>of(buffers("a length over 63 bits", Framing.lengthField(8), ONES),
					buffers("a length that overflows", Framing.lengthField(8), "\177" + "\377".repeat(7)), buffers(
							"a length that overflows by what is added",
							Framing.lengthField(8).adjustment(Integer.MAX_VALUE), "\177" + "\377".repeat(7)),
					buffers("a frame that ends inside its length", Framing.lengthField(2).adjustment(-2), "\0\2\0\1",
							""),
					buffers("a frame that ends before its length", Framing.lengthField(2).adjustment(Integer.MIN_VALUE),
							"\0\2"),
					buffers("a frame that ends inside what is stripped", Framing.lengthField(1).strip(3), "\2ab\1a",
							""),
					buffers("a varint that goes on after five bytes", Framing.varint(), "\1a\200\200\200\200\200", "a"),
					buffers("a varint with a byte too many", Framing.varint(), "\1a\201\0a", "a"),
					buffers("a zero of two bytes", Framing.varint(), "\200\0"),
					buffers("a varint over 32 bits", Framing.varint(), "\377\377\377\377\20"))
			.map((sample) -> sample.refused(CloseReason.PROTOCOL_ERROR));
	}

	private static Framing<ByteBuffer, ByteBuffer> delimiter(String text) {
		return Framing.delimiter(Outcome.bytes(text));
	}

}
