package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Gathers the small writes of the running callback, so that they leave in one system
 * call. One batch a loop; it belongs to one connection at a time. Loop thread only.
 */
final class Batch {

	static final int CAPACITY = 128 * 1024;

	private final ByteBuffer bytes = DirectMemory.take(CAPACITY);

	private @Nullable Output owner;

	/**
	 * Hands the batch to an output, with room for some bytes; what is in the way is sent
	 * first.
	 */
	void open(Output output, int room) {
		if (this.owner != output || this.bytes.remaining() < room) {
			flush();
			this.owner = output;
		}
	}

	/** How many bytes of an output are here. */
	int held(Output output) {
		return (this.owner == output) ? this.bytes.position() : 0;
	}

	void add(ByteBuffer source) {
		this.bytes.put(source);
	}

	/** Adds what there is room for. */
	void addSome(ByteBuffer source) {
		int count = Math.min(source.remaining(), this.bytes.remaining());
		int end = source.limit();
		source.limit(source.position() + count);
		this.bytes.put(source);
		source.limit(end);
	}

	void flush(Output output) {
		if (this.owner == output) {
			flush();
		}
	}

	void flush() {
		Output output = this.owner;
		if (output != null) {
			this.owner = null;
			if (this.bytes.flip().hasRemaining()) {
				output.sendNow(this.bytes);
			}
			this.bytes.clear();
		}
	}

}
