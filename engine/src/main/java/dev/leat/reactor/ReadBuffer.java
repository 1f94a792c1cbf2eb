package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one buffer into which a loop reads, and the read-only view of it that is lent to
 * handlers. Loop thread only.
 */
final class ReadBuffer {

	private static final byte POISON = (byte) 0xDD;

	private final ByteBuffer bytes;

	private final boolean poison;

	private ByteBuffer view;

	ReadBuffer(int capacity, boolean poison) {
		this.bytes = DirectMemory.take(capacity);
		this.poison = poison;
		this.view = this.bytes.asReadOnlyBuffer();
	}

	int capacity() {
		return this.bytes.capacity();
	}

	/** Empties the buffer, to be read into. */
	ByteBuffer empty(int most) {
		return this.bytes.clear().limit(Math.min(most, this.bytes.capacity()));
	}

	/** Lends a view of the first bytes. */
	ByteBuffer lend(int count) {
		return this.view.clear().limit(count).order(ByteOrder.BIG_ENDIAN);
	}

	/** The bytes that were lent and not consumed. */
	ByteBuffer rest(int from, int to) {
		return this.bytes.limit(to).position(from);
	}

	/**
	 * Ends the loan. With poison, whoever kept the view sees that it is dead.
	 */
	void takeBack(int count) {
		if (this.poison) {
			this.view.limit(0);
			this.view = this.bytes.asReadOnlyBuffer();
			poison(this.bytes, 0, count);
		}
	}

	/**
	 * Ends the loan of bytes that another buffer keeps, and of which some are consumed.
	 */
	void takeBack(ByteBuffer view, ByteBuffer kept, int consumed) {
		int position = kept.position() + consumed;
		if (this.poison) {
			view.limit(0);
			poison(kept, kept.position(), position);
		}
		kept.position(position);
	}

	private static void poison(ByteBuffer bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			bytes.put(i, POISON);
		}
	}

}
