package dev.leat.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for every framing by the streams of {@link Samples}.
 */
class FrameStreamTests {

	static Stream<Sample<?>> all() {
		return Samples.all();
	}

	static Stream<Sample<?>> wellFormed() {
		return Samples.wellFormed();
	}

	static Stream<Sample<?>> buffers() {
		return Samples.wellFormed().filter((sample) -> sample.frame().apply("") instanceof ByteBuffer);
	}

	@ParameterizedTest
	@MethodSource("all")
	@DisplayName("R11 S3-14 FB11 frames that come in one piece are told apart, and what is none is refused")
	void whole(Sample<?> sample) throws Exception {
		assertThat(sample.decode(List.of(sample.wireBytes()))).isEqualTo(sample.outcome());
	}

	@ParameterizedTest
	@MethodSource("all")
	@DisplayName("R10 FB9 a stream split at any byte gives the same frames and the same refusal")
	void splitAtEveryByte(Sample<?> sample) throws Exception {
		byte[] wire = sample.wireBytes();
		for (int i = 0; i <= Math.min(wire.length, 700); i++) {
			assertThat(sample.decode(Outcome.splitAt(wire, i))).as("split at " + i).isEqualTo(sample.outcome());
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	@DisplayName("R10 FB9 a stream byte by byte gives the same frames and the same refusal")
	void byteByByte(Sample<?> sample) throws Exception {
		assertThat(sample.decode(Outcome.singly(sample.wireBytes()))).isEqualTo(sample.outcome());
	}

	@ParameterizedTest
	@MethodSource("wellFormed")
	@DisplayName("S3-14 frames that are sent have the bytes that were received, and are received again")
	void roundTrip(Sample<?> sample) throws Exception {
		byte[] sent = sample.encode();
		assertThat(sent).isEqualTo(Outcome.bytes(sample.sent()));
		assertThat(sample.decode(List.of(sent))).isEqualTo(sample.outcome());
	}

	/**
	 * The stream comes byte by byte, and of a frame only the newest byte is true, or the
	 * header while it is not whole: a decoder that looked back would lose its way.
	 */
	@ParameterizedTest
	@MethodSource("buffers")
	@DisplayName("FB9 no byte is looked at twice: each when it arrives, those of a length when the last of them does")
	void looksAtEveryByteOnce(Sample<ByteBuffer> sample) throws Exception {
		byte[] wire = sample.wireBytes();
		List<Integer> sizes = new ArrayList<>();
		FakeConnection connection = new FakeConnection()
			.open(sample.framing().handler((sender, frame) -> sizes.add(frame.remaining())));
		int start = 0;
		for (int end = 1; end <= wire.length; end++) {
			ByteBuffer view = forgetful(Arrays.copyOfRange(wire, start, end), sample.headerSize());
			connection.handler().onData(connection, view);
			start += view.position();
		}
		assertThat(sizes).isEqualTo(sample.outcome().frames().stream().map(String::length).toList());
	}

	private static ByteBuffer forgetful(byte[] bytes, int header) {
		if (bytes.length > header) {
			for (int i = 0; i < bytes.length - 1; i++) {
				bytes[i] ^= 0x55;
			}
		}
		return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
	}

	@ParameterizedTest
	@MethodSource("buffers")
	@DisplayName("a frame that is a buffer is a read-only view of the bytes received, not a copy")
	void framesAreLent(Sample<ByteBuffer> sample) throws Exception {
		byte[] wire = sample.wireBytes();
		List<ByteBuffer> frames = new ArrayList<>();
		FakeConnection connection = new FakeConnection()
			.open(sample.framing().handler((sender, frame) -> frames.add(frame)));
		connection.handler().onData(connection, ByteBuffer.wrap(wire).asReadOnlyBuffer());
		assertThat(frames).hasSameSizeAs(sample.outcome().frames());
		Arrays.fill(wire, (byte) 0xDD);
		assertThat(frames).allSatisfy((frame) -> {
			assertThat(frame.isReadOnly()).isTrue();
			assertThat(frame.position()).isZero();
			assertThat(frame.capacity()).isEqualTo(frame.remaining());
			assertThat(Sample.text(frame)).isEqualTo("\335".repeat(frame.remaining()));
		});
	}

	@ParameterizedTest
	@MethodSource("buffers")
	@DisplayName("sending a buffer leaves its position, so that it can be sent to many connections")
	void sendingMovesNothing(Sample<ByteBuffer> sample) throws Exception {
		FakeConnection connection = new FakeConnection();
		ByteBuffer frame = Sample.buffer("?" + sample.outcome().frames().get(0) + "?");
		frame.position(1).limit(frame.limit() - 1);
		ByteBuffer before = frame.duplicate();
		connection.open(sample.framing().handlerPerConnection((sender) -> {
			sender.send(frame);
			sender.send(frame.asReadOnlyBuffer());
			return (same, received) -> {
			};
		}));
		assertThat(frame.position()).isEqualTo(before.position());
		assertThat(frame.limit()).isEqualTo(before.limit());
		String first = sample.outcome().frames().get(0);
		assertThat(sample.decode(List.of(connection.written())).frames()).containsExactly(first, first);
	}

}
