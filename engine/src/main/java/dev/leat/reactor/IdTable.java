package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * Finds things by the number that each of them knows. A table with open addressing, since
 * the entry of a map and a boxed number take as much memory as a small thing itself.
 * Numbers that are given out in turn are spread, so that there are gaps between them:
 * whoever is taken out moves those up who stand behind it. Any thread.
 *
 * @param <T> the things
 */
final class IdTable<T> {

	private static final int LEAST = 16;

	/** 2 to the 64th over the golden ratio: multiples of it fall evenly. */
	private static final long SPREAD = 0x9E3779B97F4A7C15L;

	private final ToLongFunction<T> id;

	private @Nullable Object[] slots = new @Nullable Object[LEAST];

	private int size;

	IdTable(ToLongFunction<T> id) {
		this.id = id;
	}

	synchronized int size() {
		return this.size;
	}

	/** Adds one whose number nobody here has. */
	synchronized void add(T thing) {
		this.size++;
		if (this.size > this.slots.length / 4 * 3) {
			resize(2 * this.slots.length);
		}
		put(thing);
	}

	synchronized @Nullable T find(long id) {
		return at(slotOf(id));
	}

	/** Takes one out, if it is here. */
	synchronized void remove(long id) {
		int slot = slotOf(id);
		if (this.slots[slot] != null) {
			this.slots[slot] = null;
			this.size--;
			closeGap(slot);
			if (this.slots.length > LEAST && this.size < this.slots.length / 8) {
				resize(this.slots.length / 2);
			}
		}
	}

	/** All that are here now. */
	synchronized List<T> all() {
		List<T> all = new ArrayList<>(this.size);
		for (int slot = 0; slot < this.slots.length; slot++) {
			T thing = at(slot);
			if (thing != null) {
				all.add(thing);
			}
		}
		return all;
	}

	@SuppressWarnings("unchecked")
	private @Nullable T at(int slot) {
		return (T) this.slots[slot];
	}

	/** Where a number is, or would be. */
	private int slotOf(long id) {
		int slot = (int) ((id * SPREAD) >>> (1 + Long.numberOfLeadingZeros(this.slots.length)));
		T there = at(slot);
		while (there != null && this.id.applyAsLong(there) != id) {
			slot = behind(slot);
			there = at(slot);
		}
		return slot;
	}

	private int behind(int slot) {
		return (slot + 1) & (this.slots.length - 1);
	}

	private void put(T thing) {
		this.slots[slotOf(this.id.applyAsLong(thing))] = thing;
	}

	/** Those right behind a gap are looked for across it, so they move up. */
	private void closeGap(int gap) {
		int slot = behind(gap);
		T there = at(slot);
		while (there != null) {
			this.slots[slot] = null;
			put(there);
			slot = behind(slot);
			there = at(slot);
		}
	}

	private void resize(int length) {
		List<T> all = all();
		this.slots = new @Nullable Object[length];
		for (T thing : all) {
			put(thing);
		}
	}

}
