package dev.leat.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.leat.reactor.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link LengthFieldFraming}: its settings, and its arithmetic against numbers
 * without bounds.
 */
class LengthFieldFramingTests {

	private static final int MAX = 300;

	private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 8 })
	@DisplayName("FB11 every length at a bound, in every layout, ends as numbers without bounds say")
	void lengthsAtBounds(int width) throws Exception {
		int checked = 0;
		for (Layout layout : layouts(width)) {
			for (BigInteger length : lengths(width)) {
				byte[] header = layout.header(length);
				Outcome outcome = Outcome.of(layout.framing(), Sample::text, List.of(header));
				assertThat(outcome.refused()).as("%s, length %s", layout, length).isEqualTo(layout.end(length));
				checked++;
			}
		}
		assertThat(checked).isGreaterThan(1500);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 8 })
	@DisplayName("FB11 frames of every size at a bound come back as they were sent, or are refused by the sender")
	void framesAtBounds(int width) throws Exception {
		for (Layout layout : layouts(width)) {
			for (int size : new int[] { 0, 1, 2, 5, 7, 8, 12, 127, 128, 254, 255, 256, 65_535, 65_536 }) {
				byte[] frame = new byte[size];
				Arrays.fill(frame, (byte) 'f');
				assertSent(layout, frame);
			}
		}
	}

	private static void assertSent(Layout layout, byte[] frame) throws Exception {
		int strip = layout.stripped();
		BigInteger length = BigInteger.valueOf((long) strip + frame.length - layout.end() - layout.adjustment);
		boolean fits = strip + frame.length >= layout.end() && length.signum() >= 0
				&& length.bitLength() <= Math.min(63, 8 * layout.width);
		LengthFieldFraming framing = layout.framing().maxFrameSize(1 << 20);
		if (!fits) {
			assertThatIllegalArgumentException().as("%s, size %d", layout, frame.length)
				.isThrownBy(() -> send(framing, frame));
			return;
		}
		byte[] wire = send(framing, frame);
		assertThat(wire).as("%s, size %d", layout, frame.length).hasSize(strip + frame.length);
		Outcome outcome = Outcome.of(framing, Sample::text, List.of(wire));
		assertThat(outcome.refused()).isNull();
		assertThat(outcome.frames()).satisfiesExactly((received) -> assertSame(layout, received, frame));
	}

	/** The same but for the field, which the sender has set. */
	private static void assertSame(Layout layout, String received, byte[] frame) {
		byte[] bytes = Outcome.bytes(received);
		int start = Math.max(0, layout.offset - layout.stripped());
		int end = Math.max(0, layout.end() - layout.stripped());
		System.arraycopy(frame, start, bytes, start, end - start);
		assertThat(bytes).isEqualTo(frame);
	}

	private static byte[] send(Framing<ByteBuffer, ByteBuffer> framing, byte[] frame) throws Exception {
		FakeConnection connection = new FakeConnection();
		connection.open(framing.handlerPerConnection((sender) -> {
			sender.send(ByteBuffer.wrap(frame));
			return (same, received) -> {
			};
		}));
		return connection.written();
	}

	private static List<Layout> layouts(int width) {
		List<Layout> layouts = new ArrayList<>();
		for (int offset : new int[] { 0, 2 }) {
			for (int adjustment : new int[] { 0, 3, -1, -width, -width - offset, -width - offset - 1, Integer.MAX_VALUE,
					Integer.MIN_VALUE }) {
				for (int strip : new int[] { -1, 0, 1, offset + width, offset + width + 2 }) {
					layouts.add(new Layout(width, offset, adjustment, strip, ByteOrder.BIG_ENDIAN));
					layouts.add(new Layout(width, offset, adjustment, strip, ByteOrder.LITTLE_ENDIAN));
				}
			}
		}
		return layouts;
	}

	private static List<BigInteger> lengths(int width) {
		BigInteger end = BigInteger.ONE.shiftLeft(8 * width);
		List<BigInteger> lengths = new ArrayList<>();
		for (long each : new long[] { 0, 1, 2, 3, 4, 9, 10, 11, MAX - 10, MAX - width, MAX, Integer.MAX_VALUE, 1L << 31,
				(1L << 32) - 1, Long.MAX_VALUE - 5, Long.MAX_VALUE - width, Long.MAX_VALUE }) {
			lengths.add(BigInteger.valueOf(each));
		}
		lengths.add(BigInteger.ONE.shiftLeft(63));
		lengths.add(end.subtract(BigInteger.ONE));
		lengths.add(end.shiftRight(1));
		return lengths.stream().filter((length) -> length.compareTo(end) < 0).distinct().toList();
	}

	/**
	 * A layout, and what it means.
	 */
	record Layout(int width, int offset, int adjustment, int strip, ByteOrder order) {

		LengthFieldFraming framing() {
			LengthFieldFraming framing = Framing.lengthField(this.width)
				.adjustment(this.adjustment)
				.order(this.order)
				.maxFrameSize(MAX)
				.offset(this.offset);
			return (this.strip < 0) ? framing : framing.strip(this.strip);
		}

		int end() {
			return this.offset + this.width;
		}

		int stripped() {
			return (this.strip >= 0) ? this.strip : (this.offset == 0) ? this.width : 0;
		}

		byte[] header(BigInteger length) {
			byte[] header = new byte[end()];
			for (int i = 0; i < this.width; i++) {
				int index = (this.order == ByteOrder.BIG_ENDIAN) ? end() - 1 - i : this.offset + i;
				header[index] = length.shiftRight(8 * i).byteValue();
			}
			return header;
		}

		/** How a stream of that header ends. */
		@Nullable CloseReason end(BigInteger length) {
			BigInteger size = length.add(BigInteger.valueOf((long) end() + this.adjustment));
			BigInteger smallest = BigInteger.valueOf(Math.max(end(), stripped()));
			if (length.compareTo(LONG_MAX) > 0 || size.compareTo(LONG_MAX) > 0 || size.compareTo(smallest) < 0) {
				return CloseReason.PROTOCOL_ERROR;
			}
			if (size.compareTo(BigInteger.valueOf(MAX)) > 0) {
				return CloseReason.FRAME_TOO_LARGE;
			}
			return (size.intValue() > end()) ? CloseReason.TRUNCATED : null;
		}

	}

	@Test
	@DisplayName("a frame has the byte order of its length")
	void frameHasByteOrder() throws Exception {
		List<Integer> numbers = new ArrayList<>();
		for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
			new FakeConnection().open(
					Framing.lengthField(1).order(order).handler((sender, frame) -> numbers.add((int) frame.getShort())))
				.receive(Outcome.bytes("\2\1\2"));
		}
		assertThat(numbers).containsExactly(0x102, 0x201);
	}

	@Test
	@DisplayName("a setting makes another framing and leaves the first as it was")
	void settingsAreImmutable() throws Exception {
		LengthFieldFraming first = Framing.lengthField(1);
		first.offset(2).adjustment(1).strip(0).order(ByteOrder.LITTLE_ENDIAN).maxFrameSize(1);
		assertThat(Outcome.of(first, Sample::text, List.of(Outcome.bytes("\2ab")))).extracting(Outcome::frames)
			.isEqualTo(List.of("ab"));
	}

	@Test
	@DisplayName("the limit stays when another setting changes")
	void limitStays() throws Exception {
		LengthFieldFraming framing = Framing.lengthField(1).maxFrameSize(3).offset(1);
		assertThat(Outcome.of(framing, Sample::text, List.of(Outcome.bytes("x\1ax\2ab"))))
			.isEqualTo(new Outcome(List.of("x\1a"), CloseReason.FRAME_TOO_LARGE));
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 5, 6, 7, 9, Integer.MAX_VALUE })
	void otherWidthsAreRefused(int width) {
		assertThatIllegalArgumentException().isThrownBy(() -> Framing.lengthField(width))
			.withMessage("A length field has 1, 2, 3, 4 or 8 bytes, not " + width);
	}

	@Test
	void settingsOutOfRangeAreRefused() {
		LengthFieldFraming framing = Framing.lengthField(4);
		assertThatIllegalArgumentException().isThrownBy(() -> framing.offset(-1))
			.withMessage("offset is -1, it must be 0 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> framing.strip(-1))
			.withMessage("strip is -1, it must be 0 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> framing.maxFrameSize(0))
			.withMessage("max-frame-size is 0, it must be 1 or more");
		assertThatNullPointerException().isThrownBy(() -> framing.order(null)).withMessage("order");
	}

	@Test
	@DisplayName("the largest offset does not overflow")
	void largestOffset() throws Exception {
		LengthFieldFraming framing = Framing.lengthField(8).offset(Integer.MAX_VALUE).maxFrameSize(4);
		assertThat(Outcome.of(framing, Sample::text, List.of(new byte[4])).refused()).isEqualTo(CloseReason.TRUNCATED);
		assertThat(Outcome.of(framing, Sample::text, List.of(new byte[5])).refused())
			.isEqualTo(CloseReason.FRAME_TOO_LARGE);
	}

}
