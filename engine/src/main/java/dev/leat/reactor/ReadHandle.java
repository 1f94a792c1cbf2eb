package dev.leat.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What a user holds of a {@link ReadSide}. The engine holds the side only, so that a
 * handle that nobody holds any more can be found; every call keeps its handle alive.
 */
final class ReadHandle implements ReadHalf {

	private final ReadSide side;

	ReadHandle(ReadSide side) {
		this.side = side;
	}

	ReadSide side() {
		return this.side;
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		return read(into, Nanos.FOREVER);
	}

	@Override
	public int read(ByteBuffer into, Duration timeout) throws IOException {
		if (timeout.isZero() || timeout.isNegative()) {
			throw new IllegalArgumentException("The timeout is " + timeout + ", it must be above zero");
		}
		return read(into, Nanos.of(timeout));
	}

	private int read(ByteBuffer into, long nanos) throws IOException {
		try {
			return this.side.read(into, nanos);
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	@Override
	public void readFully(ByteBuffer into) throws IOException {
		try {
			this.side.readFully(into);
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	@Override
	public CompletableFuture<Integer> readAsync(ByteBuffer into) {
		return this.side.readAsync(into, this);
	}

	@Override
	public int available() {
		return this.side.available();
	}

	@Override
	public InputStream asInputStream() {
		return new HalfInputStream(this);
	}

	@Override
	public boolean isOpen() {
		return this.side.isOpen();
	}

	@Override
	public void close() {
		this.side.close();
	}

	@Override
	public String toString() {
		return "the read half of " + this.side.connection();
	}

}
