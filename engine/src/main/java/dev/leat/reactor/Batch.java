package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Gathers the small writes of the running callback, so that they leave in one system
 * call. One batch a loop; it belongs to one connection at a time. Loop thread only.
 * <p>
 * The room behind what was gathered may be lent to writes that are composed there and
 * then are not copied. One composes behind the other, and all of them are counted
 * together, when the batch is sent or anybody else looks at it. What others write before
 * room is back goes behind it and leaves first, as it was written first.
 *
 * <pre>
 *                    start       end
 *  gathering         | gathered  | free                          |
 *  lent              | gathered  | composed | room   | free      |
 *  others write      | composed  | room              | gathered  |  what was before is sent
 * </pre>
 */
final class Batch {

	static final int CAPACITY = 128 * 1024;

	/** Where room that is lent ends, so that what others write fits behind it. */
	private static final int ROOM_END = CAPACITY - Output.SMALL;

	/** From its position to its limit, only while it is sent. */
	private final ByteBuffer bytes = DirectMemory.take(CAPACITY);

	private final ByteBuffer room = this.bytes.duplicate();

	private final WriteRoom lent = new WriteRoom(this, this.room);

	private @Nullable Output owner;

	/** Where what is to be sent begins. */
	private int start;

	/** Where it ends, but for what is composed and not counted yet. */
	private int end;

	/** Bytes that are composed whole, and not counted yet. */
	private int composed;

	/** The end of the room while the owner may compose in it; else 0. */
	private int lentTo;

	/** Whether somebody composes right now. */
	private boolean composing;

	/**
	 * Hands the batch to an output, with room for some bytes; what is in the way is sent
	 * first.
	 */
	void open(Output output, int room) {
		count();
		if (this.owner != output || CAPACITY - this.end < room || this.end < this.lentTo) {
			flush();
			this.owner = output;
			this.start = Math.max(this.start, this.lentTo);
			this.end = this.start;
		}
	}

	/**
	 * Lends the room behind what an output has here, to compose a write in, until that is
	 * {@linkplain #keep kept} or the room is {@linkplain #returnRoom returned}.
	 * @return {@code null} while it is lent, and to an output that would not gather the
	 * write
	 */
	@Nullable WriteRoom lend(Output output) {
		if (this.composing || !(isLentTo(output) || makeRoom(output))) {
			return null;
		}
		this.composing = true;
		return this.lent;
	}

	/**
	 * Sends what is in the way of room; what the socket does not take then has to wait.
	 */
	private boolean makeRoom(Output output) {
		if (output.gathers()) {
			open(output, 2 * Output.SMALL);
		}
		if (!output.gathers()) {
			return false;
		}
		this.lentTo = ROOM_END;
		this.room.limit((int) Math.min(ROOM_END, this.start + Math.max(held(), output.allowance())));
		return true;
	}

	private boolean isLentTo(Output output) {
		return this.lentTo != 0 && this.owner == output;
	}

	/** Where what is composed and not yet counted ends. */
	int composedTo() {
		return this.end + this.composed;
	}

	/**
	 * Keeps what was composed in the room that is lent. Whatever was written or sent
	 * since then has moved the end, and what another output begins is behind the room.
	 * @param from where that begins
	 * @param to where it ends
	 * @return whether it did; not where something was written or sent since then, nor
	 * where nothing was composed, or more than leaves together with others, nor where the
	 * output takes no more
	 */
	boolean keep(int from, int to) {
		Output output = this.owner;
		if (output == null || composedTo() != from || to == from || to - from > Output.SMALL || !output.takesWrites()) {
			return false;
		}
		this.composed = to - this.end;
		this.composing = false;
		return true;
	}

	/** Takes the room back, whatever was put there and not kept. */
	void returnRoom() {
		this.composing = false;
		count();
	}

	/** Counts what is composed by now, and begins anew with the next. */
	void count() {
		if (this.lentTo != 0) {
			int bytes = this.composed;
			this.composed = 0;
			this.end += bytes;
			this.lentTo = this.composing ? this.lentTo : 0;
			if (bytes > 0 && this.owner != null) {
				this.owner.bytesCome();
			}
		}
	}

	/** How many bytes of an output are here. */
	int held(Output output) {
		count();
		return (this.owner == output) ? held() : 0;
	}

	private int held() {
		return this.end - this.start;
	}

	/** Adds bytes that there is room for. */
	void add(ByteBuffer source) {
		add(source, source.remaining());
	}

	/** Sends as much of a large write as there is room for. */
	void sendSome(Output output, ByteBuffer source) {
		open(output, 1);
		add(source, Math.min(source.remaining(), CAPACITY - this.end));
		flush();
	}

	private void add(ByteBuffer source, int count) {
		int from = source.position();
		this.bytes.put(this.end, source, from, count);
		this.end += count;
		source.position(from + count);
	}

	void flush(Output output) {
		if (this.owner == output) {
			flush();
		}
	}

	void flush() {
		count();
		Output output = this.owner;
		if (output != null) {
			this.owner = null;
			try {
				if (this.start < this.end) {
					output.sendNow(this.bytes.limit(this.end).position(this.start));
				}
			}
			finally {
				this.bytes.clear();
				this.start = 0;
				this.end = 0;
			}
		}
	}

}
