package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Frames that carry their length. On the wire a frame is
 *
 * <pre>
 *   offset bytes | length field | length + adjustment bytes
 * </pre>
 *
 * <p>
 * {@link FrameHandler#onFrame} gets all of it but the first {@link #strip} bytes, as a
 * read-only buffer in the {@link #order} of the field, lent for the call.
 * {@link FrameConnection#send} takes the same and sends the reverse: it puts
 * {@code strip} zeros in front of the bytes of the buffer, from its position to its
 * limit, and sets the length field, whatever stood there. So a frame that was received
 * can be sent as it is. Sending does not move the position: one buffer can be sent to
 * many connections. A frame that does not reach to the end of the field, or is too long
 * for it, is refused with {@link IllegalArgumentException}.
 *
 * <pre>
 *   framing                                  on the wire    for the handler
 *   lengthField(2)                           0 3 a b c      a b c
 *   lengthField(2).adjustment(-2)            0 5 a b c      a b c
 *   lengthField(2).offset(1)                 x 0 3 a b c    x 0 3 a b c
 *   lengthField(2).offset(1).strip(3)        x 0 3 a b c    a b c
 * </pre>
 *
 * <p>
 * The length is checked as soon as its last byte is there. A frame that would be larger
 * than {@link #maxFrameSize}, header and all, closes with
 * {@link dev.leat.reactor.CloseReason#FRAME_TOO_LARGE}. A length that overflows, or that
 * makes the frame end inside the field or inside what is stripped, closes with
 * {@link dev.leat.reactor.CloseReason#PROTOCOL_ERROR}. No memory is taken for a length
 * that was only claimed.
 * <p>
 * Immutable: a method that changes a setting returns another object. The settings may
 * come in any order. Any thread.
 */
public final class LengthFieldFraming extends Framing<ByteBuffer, ByteBuffer> {

	private final LengthFormat format;

	LengthFieldFraming(int width) {
		this(LengthFormat.ofWidth(width), FrameLimits.DEFAULT);
	}

	private LengthFieldFraming(LengthFormat format, FrameLimits limits) {
		this(format, new LengthField(format), limits);
	}

	private LengthFieldFraming(LengthFormat format, LengthField field, FrameLimits limits) {
		super((max) -> decoder(field, max), encoder(field), limits);
		this.format = format;
	}

	/**
	 * Says how many bytes of a frame stand before the length field.
	 * @param bytes 0 or more; 0 unless it is called
	 * @return another framing, with this offset
	 */
	public LengthFieldFraming offset(int bytes) {
		return with(this.format.offset(bytes));
	}

	/**
	 * Says how many bytes more follow the length field than it says. Negative where the
	 * length counts bytes up to its own end: {@code -width} if it counts itself,
	 * {@code -(offset + width)} if it counts the whole frame.
	 * @param bytes to add; 0 unless it is called
	 * @return another framing, with this adjustment
	 */
	public LengthFieldFraming adjustment(int bytes) {
		return with(this.format.adjustment(bytes));
	}

	/**
	 * Says how many bytes are taken off the front of a frame that is received, and put
	 * there as zeros when one is sent: a protocol whose bytes before the length have a
	 * meaning must keep them. Unless it is called nothing is lost: the length field is
	 * taken off where it comes first, and where an offset puts bytes before it the frame
	 * is left whole.
	 * @param bytes 0 or more
	 * @return another framing, which strips that many
	 */
	public LengthFieldFraming strip(int bytes) {
		return with(this.format.strip(bytes));
	}

	/**
	 * Says in which order the bytes of the length field come.
	 * @param order of the field; {@link ByteOrder#BIG_ENDIAN} unless it is called
	 * @return another framing, with this order
	 */
	public LengthFieldFraming order(ByteOrder order) {
		return with(this.format.order(order));
	}

	@Override
	public LengthFieldFraming maxFrameSize(int bytes) {
		return new LengthFieldFraming(this.format, limits().maxFrameSize(bytes));
	}

	@Override
	public LengthFieldFraming maxInFlight(int answers) {
		return new LengthFieldFraming(this.format, limits().maxInFlight(answers));
	}

	private static FrameDecoder<ByteBuffer> decoder(LengthField field, int maxFrameSize) {
		return field.isUsual() ? new CountedDecoder(maxFrameSize) : new LengthFieldDecoder(field, maxFrameSize);
	}

	private static FrameEncoder<ByteBuffer> encoder(LengthField field) {
		return field.isUsual() ? (frame, out) -> out.copyCounted(frame) : new LengthFieldEncoder(field);
	}

	private LengthFieldFraming with(LengthFormat format) {
		return new LengthFieldFraming(format, limits());
	}

}
