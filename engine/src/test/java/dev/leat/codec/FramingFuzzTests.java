package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for the framings. An input begins with the settings of the framing; the rest
 * is a stream, which must end alike however it is split, and whose frames must come back
 * when they are sent. They run by themselves only under the profile {@code fuzz}; the
 * inputs that they have found are replayed by {@link FuzzInputTests}.
 */
class FramingFuzzTests {

	/** Longer streams find nothing that shorter ones do not. */
	private static final int LONGEST_STREAM = 600;

	private static final List<@Nullable CloseReason> ENDS = Arrays.asList(null, CloseReason.TRUNCATED,
			CloseReason.FRAME_TOO_LARGE, CloseReason.PROTOCOL_ERROR);

	private static final int[] WIDTHS = { 1, 2, 3, 4, 8 };

	@FuzzTest(maxDuration = "2m")
	void lengthField(byte[] input) throws Exception {
		Input in = new Input(input);
		LengthFieldFraming framing = Framing.lengthField(WIDTHS[in.next(WIDTHS.length)])
			.offset(in.next(8))
			.adjustment(in.next(32) - 16)
			.order((in.next(2) == 0) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
			.maxFrameSize(1 + in.next(256));
		int strip = in.next(24);
		checkBuffers((strip < 16) ? framing.strip(strip) : framing, in);
	}

	@FuzzTest(maxDuration = "2m")
	void varint(byte[] input) throws Exception {
		Input in = new Input(input);
		checkBuffers(Framing.varint().maxFrameSize(1 + in.next(256)), in);
	}

	@FuzzTest(maxDuration = "2m")
	void delimiter(byte[] input) throws Exception {
		Input in = new Input(input);
		int max = 1 + in.next(256);
		byte[] delimiter = in.take(1 + in.next(8));
		checkBuffers(Framing.delimiter(delimiter).maxFrameSize(max), in);
	}

	@FuzzTest(maxDuration = "2m")
	void fixed(byte[] input) throws Exception {
		Input in = new Input(input);
		checkBuffers(Framing.fixed(1 + in.next(64)).maxFrameSize(1 + in.next(64)), in);
	}

	@FuzzTest(maxDuration = "2m")
	void lines(byte[] input) throws Exception {
		Input in = new Input(input);
		Framing<String, String> lines = Framing.lines(StandardCharsets.ISO_8859_1).maxFrameSize(1 + in.next(256));
		check(lines, Function.identity(), in);
	}

	private static void checkBuffers(Framing<ByteBuffer, ByteBuffer> framing, Input in) throws Exception {
		Outcome outcome = check(framing, Sample::text, in);
		Sample<ByteBuffer> sent = Sample.buffers("sent", framing, "", outcome.frames().toArray(String[]::new));
		assertThat(sent.decode(List.of(sent.encode()))).isEqualTo(sent.outcome());
	}

	private static <F> Outcome check(Framing<F, F> framing, Function<F, String> text, Input in) throws Exception {
		int at = in.next(256);
		byte[] stream = in.take(LONGEST_STREAM);
		Outcome outcome = Outcome.of(framing, text, List.of(stream));
		assertThat(outcome.refused()).isIn(ENDS);
		assertThat(outcome.frames()).allSatisfy((frame) -> assertThat(frame)
			.hasSizeLessThanOrEqualTo(Math.min(stream.length, framing.limits().maxFrameSize())));
		assertThat(Outcome.of(framing, text, Outcome.splitAt(stream, Math.min(at, stream.length)))).isEqualTo(outcome);
		assertThat(Outcome.of(framing, text, Outcome.singly(stream))).isEqualTo(outcome);
		return outcome;
	}

	/**
	 * An input, as numbers and bytes; zeros follow its end.
	 */
	private static final class Input {

		private final ByteBuffer bytes;

		private Input(byte[] bytes) {
			this.bytes = ByteBuffer.wrap(bytes);
		}

		/** A number of 0 or more and less than the bound. */
		private int next(int bound) {
			return this.bytes.hasRemaining() ? (this.bytes.get() & 0xff) % bound : 0;
		}

		private byte[] take(int most) {
			byte[] taken = new byte[Math.max(1, Math.min(most, this.bytes.remaining()))];
			this.bytes.get(taken, 0, Math.min(taken.length, this.bytes.remaining()));
			return taken;
		}

	}

}
