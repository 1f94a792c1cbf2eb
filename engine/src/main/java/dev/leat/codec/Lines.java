package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.ConnectionException;

/**
 * Cuts text into lines. It remembers how far it has looked for a line end, so that every
 * byte is looked at once however the bytes arrive. One per connection, loop thread.
 */
final class Lines implements FrameDecoder<String> {

	private final Charset charset;

	private final int maxFrameSize;

	private int scanned;

	Lines(Charset charset, int maxFrameSize) {
		this.charset = charset;
		this.maxFrameSize = maxFrameSize;
	}

	@Override
	public @Nullable String decode(ByteBuffer in) throws ConnectionException {
		int start = in.position();
		int end = indexOfLineFeed(in, start + this.scanned);
		this.scanned = (end < 0) ? in.remaining() : 0;
		if (end < 0) {
			return null;
		}
		if (end + 1 - start > this.maxFrameSize) {
			throw new FrameTooLargeException(end + 1 - start, this.maxFrameSize);
		}
		boolean carriageReturn = end > start && in.get(end - 1) == '\r';
		String line = text(in, (carriageReturn ? end - 1 : end) - start);
		in.position(end + 1);
		return line;
	}

	@Override
	public @Nullable String decodeLast(ByteBuffer in) throws ConnectionException {
		String line = decode(in);
		return (line == null && in.hasRemaining()) ? text(in, in.remaining()) : line;
	}

	private String text(ByteBuffer in, int length) {
		byte[] bytes = new byte[length];
		in.get(bytes);
		return new String(bytes, this.charset);
	}

	private static int indexOfLineFeed(ByteBuffer in, int from) {
		for (int i = from; i < in.limit(); i++) {
			if (in.get(i) == '\n') {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Whether a byte 10 is a line end in this charset and nothing else can be.
	 */
	static boolean supports(Charset charset) {
		byte[] lineFeed = charset.canEncode() ? "\n".getBytes(charset) : new byte[0];
		return lineFeed.length == 1 && lineFeed[0] == '\n';
	}

}
