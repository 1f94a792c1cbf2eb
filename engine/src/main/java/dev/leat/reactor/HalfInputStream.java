package dev.leat.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A read half for code that knows streams.
 */
final class HalfInputStream extends InputStream {

	private final ReadHalf half;

	HalfInputStream(ReadHalf half) {
		this.half = half;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(one[0]);
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		return this.half.read(ByteBuffer.wrap(into, offset, length));
	}

	@Override
	public int available() {
		return this.half.available();
	}

	@Override
	public void close() {
		this.half.close();
	}

}
