package dev.leat.reactor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A write half for code that knows streams.
 */
final class HalfOutputStream extends OutputStream {

	private final WriteHandle half;

	HalfOutputStream(WriteHandle half) {
		this.half = half;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.half.write(ByteBuffer.wrap(bytes, offset, length));
	}

	/** What was written is on its way already; this tells only whether it can be sent. */
	@Override
	public void flush() throws IOException {
		if (this.half.isOpen()) {
			this.half.side().checkEnding();
		}
	}

	@Override
	public void close() {
		this.half.close();
	}

}
