package dev.leat.codec;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.leat.reactor.ConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the framings of buffers: what they refuse, and what memory they take.
 */
class BufferFramingTests {

	private static final int CLAIMED = 16 * 1024 * 1024;

	@Test
	void aDelimiterOfNoByteIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(Framing::delimiter)
			.withMessage("A delimiter needs one byte or more");
	}

	@Test
	void aDelimiterIsCopied() throws Exception {
		byte[] bytes = { ';' };
		Framing<ByteBuffer, ByteBuffer> framing = Framing.delimiter(bytes);
		bytes[0] = 'b';
		assertThat(Outcome.of(framing, Sample::text, List.of(Outcome.bytes("ab;"))))
			.isEqualTo(new Outcome(List.of("ab"), null));
	}

	@Test
	void aSizeOfNoByteIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Framing.fixed(0))
			.withMessage("A frame cannot have 0 bytes, it must have 1 or more");
	}

	@Test
	@DisplayName("a fixed size may be larger than the usual limit")
	void largeFixedSize() throws Exception {
		int size = 1024 * 1024 + 1;
		Outcome outcome = Outcome.of(Framing.fixed(size), Sample::text, List.of(new byte[size]));
		assertThat(outcome.frames()).singleElement().asString().hasSize(size);
	}

	@Test
	@DisplayName("a frame of another size is not sent")
	void otherSize() throws Exception {
		FakeConnection connection = new FakeConnection();
		connection.open(Framing.fixed(3).handlerPerConnection((sender) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> sender.send(Sample.buffer("ab")))
				.withMessageContaining("A frame has 2 bytes, it must have 3");
			assertThatIllegalArgumentException().isThrownBy(() -> sender.send(Sample.buffer("abcd")));
			sender.send(Sample.buffer("abc"));
			return (same, received) -> {
			};
		}));
		assertThat(connection.writes()).containsExactly("abc");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 5, 9, 1000 })
	@DisplayName("FB11 frames behind an int are cut alike, in whatever pieces and order of bytes they are looked at")
	void counted(int maxFrameSize) throws Exception {
		LengthField field = new LengthField(LengthFormat.ofWidth(Integer.BYTES));
		ByteBuffer all = ByteBuffer.wrap(Outcome.bytes("\0\0\0\5hello\0\0\0\0\0\0\0\1!\377\377\377\377\377"));
		for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
			for (int piece = 1; piece <= all.limit(); piece++) {
				assertThat(cut(new CountedDecoder(maxFrameSize), all, piece, order)).isNotEmpty()
					.isEqualTo(cut(new LengthFieldDecoder(field, maxFrameSize), all, piece, order));
			}
		}
	}

	/** What is cut by a look at so many bytes more each time, and why that ended. */
	private static List<Object> cut(FrameDecoder<ByteBuffer> decoder, ByteBuffer all, int piece, ByteOrder order)
			throws Exception {
		List<Object> cut = new ArrayList<>();
		ByteBuffer in = all.duplicate().order(order).limit(0);
		try {
			while (in.limit() < in.capacity()) {
				in.limit(Math.min(in.capacity(), in.limit() + piece));
				for (ByteBuffer frame = decoder.decode(in); frame != null; frame = decoder.decode(in)) {
					cut.add(frame.duplicate());
					cut.add(in.position());
				}
			}
			cut.add(in.position());
		}
		catch (ConnectionException ex) {
			cut.add(ex.reason());
		}
		return cut;
	}

	@Test
	@DisplayName("FB11 a varint has as few bytes as it needs")
	void longVarints() throws Exception {
		for (int size : new int[] { 127, 128, (1 << 14) - 1, 1 << 14, (1 << 21) - 1, 1 << 21 }) {
			FrameBuffer out = new FrameBuffer();
			new VarintEncoder().encode(ByteBuffer.allocate(size), out);
			int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
			assertThat(out.size() - size).isEqualTo((bits + 6) / 7);
			ByteBuffer frame = new VarintDecoder(Integer.MAX_VALUE).decode(out.content());
			assertThat(frame).as("a frame of %d", size).isEqualTo(ByteBuffer.allocate(size));
		}
	}

	@Test
	@DisplayName("FB11 a varint of five bytes says how large its frame will be")
	void longestVarint() {
		byte[] most = Outcome.bytes("\377\377\377\377\17");
		assertThatExceptionOfType(ConnectionException.class)
			.isThrownBy(() -> new VarintDecoder(1000).decode(ByteBuffer.wrap(most)))
			.withMessage("A frame has " + (5 + (1L << 32) - 1) + " bytes or more, the limit is 1000");
	}

	static Stream<FrameDecoder<ByteBuffer>> claimed() {
		return Stream.of(new LengthFieldDecoder(fourBytes(), CLAIMED + 10), new CountedDecoder(CLAIMED + 10),
				new VarintDecoder(CLAIMED + 10), new FixedDecoder(CLAIMED),
				new DelimiterDecoder(new Delimiter(new byte[] { '\n' })));
	}

	@ParameterizedTest
	@MethodSource("claimed")
	@DisplayName("FB8 FB11 no memory is taken for bytes that were only claimed")
	void nothingAheadOfTheBytes(FrameDecoder<ByteBuffer> decoder) throws Exception {
		ByteBuffer in = claim(decoder);
		long before = allocated();
		for (int end = 1; end <= in.capacity(); end++) {
			assertThat(decoder.decode(in.limit(end))).isNull();
		}
		assertThat(allocated() - before).isLessThan(CLAIMED / 16);
	}

	private static ByteBuffer claim(FrameDecoder<ByteBuffer> decoder) {
		ByteBuffer in = ByteBuffer.allocate(64);
		if (decoder instanceof LengthFieldDecoder || decoder instanceof CountedDecoder) {
			in.putInt(0, CLAIMED);
		}
		else {
			in.put(new byte[] { (byte) 0x80, (byte) 0x80, (byte) 0x80, 8 }).rewind();
		}
		return in.asReadOnlyBuffer();
	}

	private static LengthField fourBytes() {
		return new LengthField(LengthFormat.ofWidth(4).strip(0));
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

}
