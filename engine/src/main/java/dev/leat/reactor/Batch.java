package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Gathers the small writes of the running callback, so that they leave in one system
 * call. One batch a loop; it belongs to one connection at a time. Loop thread only.
 * <p>
 * The room behind what was gathered may be lent to a write that is composed there and
 * then is not copied. What others write before it is back goes behind that room and
 * leaves first, as it was written first.
 *
 * <pre>
 *                    start       position
 *  gathering         | gathered  | free                          |
 *  lent              | gathered  | room              | free      |
 *  others write      | room                          | gathered  |  what was before is sent
 * </pre>
 */
final class Batch {

	static final int CAPACITY = 128 * 1024;

	private final ByteBuffer bytes = DirectMemory.take(CAPACITY);

	private final ByteBuffer room = this.bytes.duplicate();

	private @Nullable Output owner;

	/** Where what is to be sent begins; it ends at the position. */
	private int start;

	/** The end of the room that is lent; 0 while none is. */
	private int lentTo;

	/**
	 * Hands the batch to an output, with room for some bytes; what is in the way is sent
	 * first.
	 */
	void open(Output output, int room) {
		if (this.owner != output || this.bytes.remaining() < room || this.bytes.position() < this.lentTo) {
			flush();
			this.owner = output;
			this.start = Math.max(this.start, this.lentTo);
			this.bytes.position(this.start);
		}
	}

	/**
	 * Hands the batch to an output that is about to add these bytes. If they are the room
	 * that is lent, it is back.
	 */
	void open(Output output, ByteBuffer source) {
		if (source == this.room) {
			returnRoom();
		}
		open(output, source.remaining());
	}

	/**
	 * Lends the room behind what an output has here, for its next write, until that is
	 * {@linkplain #open(Output, ByteBuffer) added} or the room is
	 * {@linkplain #returnRoom() returned}.
	 * @return {@link Output#SMALL} bytes and more; {@code null} while room is lent, and
	 * to an output that would not gather the write
	 */
	@Nullable ByteBuffer lend(Output output) {
		if (this.lentTo != 0 || output.isWaiting() || !output.takesWrites()) {
			return null;
		}
		open(output, 2 * Output.SMALL);
		int from = this.bytes.position();
		this.lentTo = CAPACITY - Output.SMALL;
		return this.room.limit(this.lentTo).position(from);
	}

	/** Takes the room back, whatever was put there. */
	void returnRoom() {
		this.lentTo = 0;
	}

	/** How many bytes of an output are here. */
	int held(Output output) {
		return (this.owner == output) ? this.bytes.position() - this.start : 0;
	}

	/** Adds bytes; those that were composed in their place need no copy. */
	void add(ByteBuffer source) {
		if (source == this.room && source.position() == this.bytes.position()) {
			this.bytes.position(source.limit());
			source.position(source.limit());
		}
		else {
			this.bytes.put(source);
		}
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
			try {
				if (this.bytes.limit(this.bytes.position()).position(this.start).hasRemaining()) {
					output.sendNow(this.bytes);
				}
			}
			finally {
				this.bytes.clear();
				this.start = 0;
			}
		}
	}

}
