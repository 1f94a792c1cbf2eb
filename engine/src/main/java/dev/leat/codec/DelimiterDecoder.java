package dev.leat.codec;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Cuts frames at a sequence of bytes. It searches as Knuth, Morris and Pratt do, and
 * remembers how far it has come and how much of the delimiter ends there, so that every
 * byte is looked at once, whatever the delimiter and however the bytes arrive. One per
 * connection, loop thread.
 */
final class DelimiterDecoder implements FrameDecoder<ByteBuffer> {

	private final Delimiter delimiter;

	private int scanned;

	private int matched;

	DelimiterDecoder(Delimiter delimiter) {
		this.delimiter = delimiter;
	}

	@Override
	public @Nullable ByteBuffer decode(ByteBuffer in) {
		int start = in.position();
		while (this.scanned < in.remaining()) {
			this.matched = this.delimiter.match(this.matched, in.get(start + this.scanned++));
			if (this.matched == this.delimiter.size()) {
				return take(in);
			}
		}
		return null;
	}

	private ByteBuffer take(ByteBuffer in) {
		int size = this.scanned;
		this.scanned = 0;
		this.matched = 0;
		return Slice.take(in, size, 0, size - this.delimiter.size());
	}

}
