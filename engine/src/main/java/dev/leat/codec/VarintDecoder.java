package dev.leat.codec;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

/**
 * Cuts frames by a length in front of them of one to five bytes, seven bits in each, the
 * lowest first. Each byte of it is looked at once, and the length is checked before
 * anything else. One per connection, loop thread.
 */
final class VarintDecoder implements FrameDecoder<ByteBuffer> {

	private static final int MAX_BYTES = 5;

	private static final int BITS = 7;

	private static final int MORE = 0x80;

	private static final int UNKNOWN = -1;

	private final int maxFrameSize;

	private int parsed;

	private long length;

	private int frameSize = UNKNOWN;

	VarintDecoder(int maxFrameSize) {
		this.maxFrameSize = maxFrameSize;
	}

	@Override
	public @Nullable ByteBuffer decode(ByteBuffer in) throws ConnectionException {
		while (this.frameSize == UNKNOWN && this.parsed < in.remaining()) {
			parse(in.get(in.position() + this.parsed));
		}
		if (this.frameSize == UNKNOWN || in.remaining() < this.frameSize) {
			return null;
		}
		ByteBuffer frame = Slice.take(in, this.frameSize, this.parsed, this.frameSize);
		this.parsed = 0;
		this.length = 0;
		this.frameSize = UNKNOWN;
		return frame;
	}

	private void parse(byte next) throws ConnectionException {
		checkLimit(this.parsed + 1);
		this.length |= (next & (MORE - 1L)) << (BITS * this.parsed);
		this.parsed++;
		if ((next & MORE) == 0) {
			checkForm(next);
			checkLimit(this.parsed + this.length);
			this.frameSize = (int) (this.parsed + this.length);
		}
		else if (this.parsed == MAX_BYTES) {
			throw malformed("A length has more than " + MAX_BYTES + " bytes");
		}
	}

	private void checkForm(byte last) throws ConnectionException {
		if (last == 0 && this.parsed > 1) {
			throw malformed("The length " + this.length + " has " + this.parsed + " bytes, more than it needs");
		}
		if (this.length >>> Integer.SIZE != 0) {
			throw malformed("The length " + this.length + " has more than " + Integer.SIZE + " bits");
		}
	}

	private void checkLimit(long size) throws ConnectionException {
		if (size > this.maxFrameSize) {
			throw new FrameTooLargeException(size, this.maxFrameSize);
		}
	}

	private static ConnectionException malformed(String message) {
		return new ConnectionException(CloseReason.PROTOCOL_ERROR, message);
	}

}
