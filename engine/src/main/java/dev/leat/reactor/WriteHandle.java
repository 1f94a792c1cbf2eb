package dev.leat.reactor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * What a user holds of a {@link WriteSide}. The engine holds the side only, so that a
 * handle that nobody holds any more can be found; every call keeps its handle alive.
 */
final class WriteHandle implements WriteHalf {

	private final WriteSide side;

	WriteHandle(WriteSide side) {
		this.side = side;
	}

	WriteSide side() {
		return this.side;
	}

	@Override
	public void write(ByteBuffer bytes) throws IOException {
		try {
			this.side.write(bytes);
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	@Override
	public void flush() throws IOException {
		try {
			this.side.flush();
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	@Override
	public CompletableFuture<Long> writeAsync(ByteBuffer bytes) {
		return this.side.writeAsync(bytes, this);
	}

	@Override
	public OutputStream asOutputStream() {
		return new HalfOutputStream(this);
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
		return "the write half of " + this.side.connection();
	}

}
