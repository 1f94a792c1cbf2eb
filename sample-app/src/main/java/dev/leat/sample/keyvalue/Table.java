package dev.leat.sample.keyvalue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Finds entries by their keys. An entry lies in the slot that the hash of its key names,
 * or in the next free one behind it: <pre>
 *  slots   | . | a | b | . | . | c | . |      b belongs to the slot of a, which was taken
 *  tags    | 0 | 7 | 9 | 0 | 0 | 5 | 0 |      other bits of the hash, 0 for a free slot
 * </pre> At least half of the slots are free, so that a search ends soon. It touches two
 * places in memory, the slot and the {@link Entry}; a {@code HashMap} would touch six. It
 * passes by other entries without a look at them, for their tags differ; the tags are few
 * enough for the processor's caches.
 * <p>
 * Not thread safe.
 */
final class Table {

	private static final int SMALLEST = 16;

	private static final byte FREE = 0;

	private final SipHash hash;

	private byte[] @Nullable [] slots = new byte[SMALLEST][];

	private byte[] tags = new byte[SMALLEST];

	private int size;

	/**
	 * Makes an empty table.
	 * @param hash of keys
	 */
	Table(SipHash hash) {
		this.hash = hash;
	}

	@Nullable Entry find(byte[] key) {
		return entry(this.slots[slotOf(key, hashOf(key))]);
	}

	/**
	 * Puts an entry in place of the one that has the same key. Nothing has changed if the
	 * memory for that is not there.
	 * @return the older entry, if any
	 */
	@Nullable Entry put(byte[] key, Entry entry) {
		long hash = hashOf(key);
		int slot = slotOf(key, hash);
		Entry old = entry(this.slots[slot]);
		if (old == null) {
			if (this.size == this.slots.length / 2) {
				grow();
				slot = slotOf(key, hash);
			}
			this.size++;
			this.tags[slot] = tag(hash);
		}
		this.slots[slot] = entry.bytes();
		return old;
	}

	@Nullable Entry remove(byte[] key) {
		int slot = slotOf(key, hashOf(key));
		Entry old = entry(this.slots[slot]);
		if (old != null) {
			this.size--;
			close(slot);
		}
		return old;
	}

	void clear() {
		byte[] free = new byte[SMALLEST];
		this.slots = new byte[SMALLEST][];
		this.tags = free;
		this.size = 0;
	}

	int size() {
		return this.size;
	}

	List<Entry> entries(Predicate<Entry> wanted) {
		List<Entry> entries = new ArrayList<>();
		for (byte[] bytes : this.slots) {
			Entry entry = entry(bytes);
			if (entry != null && wanted.test(entry)) {
				entries.add(entry);
			}
		}
		return entries;
	}

	/** The slot of a key, or the free one where it would be. */
	private int slotOf(byte[] key, long hash) {
		byte tag = tag(hash);
		int slot = slot(hash);
		while (this.tags[slot] != FREE && !holds(slot, tag, key)) {
			slot = next(slot);
		}
		return slot;
	}

	private boolean holds(int slot, byte tag, byte[] key) {
		byte[] bytes = (this.tags[slot] == tag) ? this.slots[slot] : null;
		return bytes != null && new Entry(bytes).hasKey(key);
	}

	/**
	 * Empties a slot. Entries behind it move up until there is a free slot, else a search
	 * for one of them would end at the hole.
	 */
	private void close(int slot) {
		int hole = slot;
		int at = next(slot);
		for (byte[] bytes = this.slots[at]; bytes != null; bytes = this.slots[at]) {
			if (distance(home(bytes), at) >= distance(hole, at)) {
				this.slots[hole] = bytes;
				this.tags[hole] = this.tags[at];
				hole = at;
			}
			at = next(at);
		}
		this.slots[hole] = null;
		this.tags[hole] = FREE;
	}

	/** Takes the new slots last, when nothing can fail any more. */
	private void grow() {
		byte[] @Nullable [] grown = new byte[2 * this.slots.length][];
		byte[] grownTags = new byte[grown.length];
		int mask = grown.length - 1;
		for (byte[] bytes : this.slots) {
			if (bytes != null) {
				long hash = hash(bytes);
				int slot = (int) hash & mask;
				while (grown[slot] != null) {
					slot = (slot + 1) & mask;
				}
				grown[slot] = bytes;
				grownTags[slot] = tag(hash);
			}
		}
		this.slots = grown;
		this.tags = grownTags;
	}

	/** The slot in which an entry would be if no other had it. */
	private int home(byte[] bytes) {
		return slot(hash(bytes));
	}

	/** The hash of an entry's key. */
	private long hashOf(byte[] key) {
		return this.hash.hash(key, 0, key.length);
	}

	/** Of the key of an entry. */
	private long hash(byte[] bytes) {
		return this.hash.hash(bytes, Entry.KEY, new Entry(bytes).keyEnd());
	}

	private int slot(long hash) {
		return (int) hash & (this.slots.length - 1);
	}

	private int next(int slot) {
		return (slot + 1) & (this.slots.length - 1);
	}

	private int distance(int from, int to) {
		return (to - from) & (this.slots.length - 1);
	}

	/** Bits of the hash that do not name the slot. */
	private static byte tag(long hash) {
		return (byte) (hash >>> Long.SIZE - Byte.SIZE | 1);
	}

	private static @Nullable Entry entry(byte @Nullable [] bytes) {
		return (bytes != null) ? new Entry(bytes) : null;
	}

}
