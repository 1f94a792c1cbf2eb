package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows which buffers of a pool are lent, so that one that is given back twice is noticed
 * before two borrowers write into it. With poison, what was given back is overwritten,
 * and a second return tells where the first one was. One thread.
 */
final class Loans {

	private static final byte POISON = (byte) 0xDD;

	private final boolean poison;

	private final Set<ByteBuffer> lent = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Map<ByteBuffer, Throwable> returned = new IdentityHashMap<>();

	Loans(boolean poison) {
		this.poison = poison;
	}

	/** The buffer belongs to its borrower. */
	void begin(ByteBuffer buffer) {
		this.lent.add(buffer);
		this.returned.remove(buffer);
	}

	/**
	 * The buffer belongs to its borrower no more.
	 * @throws IllegalStateException if it did not
	 */
	void end(ByteBuffer buffer) {
		if (!this.lent.remove(buffer)) {
			throw new IllegalStateException(
					"A buffer of " + buffer.capacity() + " bytes is given back that is not lent",
					this.returned.get(buffer));
		}
		if (this.poison) {
			this.returned.put(buffer, new Throwable("It was given back here"));
			poison(buffer);
		}
	}

	private static void poison(ByteBuffer buffer) {
		buffer.clear();
		for (int i = 0; i < buffer.capacity(); i++) {
			buffer.put(i, POISON);
		}
		buffer.limit(0);
	}

	/**
	 * Nobody will give a buffer back any more.
	 * @return how many were lent
	 */
	int endAll() {
		int count = this.lent.size();
		this.lent.clear();
		return count;
	}

	/** These buffers will not be lent again. */
	void forgetReturned() {
		this.returned.clear();
	}

}
