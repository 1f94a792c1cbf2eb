package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.NullMarked;

/**
 * Lets the benchmarks reach the decoders: each with bytes that it cuts into frames. One
 * thread.
 */
@NullMarked
public enum DecoderPart {

	/** A length in four bytes, as it comes. */
	COUNTED((frame, out) -> out.copyCounted(frame)) {
		@Override
		public FrameDecoder<?> decoder() {
			return new CountedDecoder(MAX);
		}
	},

	/** The same, by what cuts the other layouts. */
	LENGTH_FIELD(new LengthFieldEncoder(DecoderPart.length())) {
		@Override
		public FrameDecoder<?> decoder() {
			return new LengthFieldDecoder(length(), MAX);
		}
	},

	/** A length as Protocol Buffers write it. */
	VARINT(new VarintEncoder()) {
		@Override
		public FrameDecoder<?> decoder() {
			return new VarintDecoder(MAX);
		}
	},

	/** One size for all. */
	FIXED((frame, out) -> out.put(frame.duplicate())) {
		@Override
		public FrameDecoder<?> decoder() {
			return new FixedDecoder(PAYLOAD);
		}
	},

	/** Two bytes at the end. */
	DELIMITER((frame, out) -> out.put(frame.duplicate()).put(0).put(1)) {
		@Override
		public FrameDecoder<?> decoder() {
			return new DelimiterDecoder(new Delimiter(new byte[] { 0, 1 }));
		}
	},

	/** Lines of UTF-8. */
	LINES((frame, out) -> out.put(frame.duplicate()).put('\n')) {
		@Override
		public FrameDecoder<?> decoder() {
			return new Lines(StandardCharsets.UTF_8, MAX);
		}
	};

	/** Bytes of the payload of each frame. */
	public static final int PAYLOAD = 64;

	private static final int MAX = 1024 * 1024;

	private final FrameEncoder<ByteBuffer> encoder;

	DecoderPart(FrameEncoder<ByteBuffer> encoder) {
		this.encoder = encoder;
	}

	private static LengthField length() {
		return new LengthField(LengthFormat.ofWidth(Integer.BYTES));
	}

	/**
	 * Makes a decoder.
	 * @return a new one
	 */
	public abstract FrameDecoder<?> decoder();

	/**
	 * Makes bytes for the decoder.
	 * @param count of frames
	 * @return a read-only view of direct memory, as handlers are lent
	 * @throws Exception never
	 */
	public ByteBuffer frames(int count) throws Exception {
		FrameBuffer out = new FrameBuffer();
		ByteBuffer payload = ByteBuffer.wrap("x".repeat(PAYLOAD).getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < count; i++) {
			this.encoder.encode(payload, out);
		}
		byte[] bytes = out.toByteArray();
		return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
	}

}
