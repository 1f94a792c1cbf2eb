package dev.leat.sample.keyvalue;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Keys and values in memory. A value that has expired is gone for whoever asks, and is
 * removed when somebody asks for it or by a {@linkplain #sweep() sweep}; no timer runs.
 * <p>
 * Not thread safe: {@link Commands} holds it as a lock around each command.
 */
final class Store {

	/**
	 * What an entry occupies beside the bytes of key and value, roughly: its head, up to
	 * four slots of the table with their tags, its place among those that expire.
	 */
	private static final int ENTRY_COST = 112;

	private static final int SWEEP = 20;

	private final Table table = new Table(SipHash.random());

	/** What expires, earliest first. */
	private final TreeSet<Entry> expiring = new TreeSet<>(
			Comparator.comparingLong(Entry::deadline).thenComparing(Entry::compareKeys));

	private final LongSupplier clock;

	private long usedMemory;

	private long expired;

	/**
	 * Makes an empty store.
	 * @param clock the time in milliseconds, zero or more, that never goes back
	 */
	Store(LongSupplier clock) {
		this.clock = clock;
	}

	long now() {
		return this.clock.getAsLong();
	}

	@Nullable Entry find(byte[] key) {
		Entry entry = this.table.find(key);
		if (entry != null && entry.expires() && entry.deadline() <= now()) {
			expire(key);
			return null;
		}
		return entry;
	}

	/**
	 * Puts a value in place of an older one, if any.
	 * @param key to copy
	 * @param value to copy
	 * @param deadline the time at which it expires, or {@link Entry#NEVER}
	 */
	void put(byte[] key, byte[] value, long deadline) {
		put(key, find(key), value, deadline);
	}

	/**
	 * Puts a value in place of what has just been found.
	 * @param key to copy
	 * @param old what {@link #find} says of the key
	 * @param value to copy
	 * @param deadline the time at which it expires, or {@link Entry#NEVER}
	 */
	void put(byte[] key, @Nullable Entry old, byte[] value, long deadline) {
		if (old != null && old.overwrite(value)) {
			expireAt(old, deadline);
		}
		else {
			put(key, Entry.of(key, value, deadline));
		}
	}

	/** Puts an entry, to keep, in place of an older one, if any. */
	void put(byte[] key, Entry entry) {
		forget(this.table.put(key, entry));
		this.usedMemory += cost(entry);
		watch(entry);
	}

	/**
	 * Changes when a key expires; its value may be large, and is not touched.
	 * @param deadline the time at which it expires, or {@link Entry#NEVER}
	 * @return whether there is such a key
	 */
	boolean expireAt(byte[] key, long deadline) {
		Entry entry = find(key);
		if (entry != null) {
			expireAt(entry, deadline);
		}
		return entry != null;
	}

	boolean remove(byte[] key) {
		boolean found = find(key) != null;
		forget(this.table.remove(key));
		return found;
	}

	void clear() {
		this.table.clear();
		this.expiring.clear();
		this.usedMemory = 0;
	}

	/**
	 * Removes some of what has expired, earliest first, and looks at nothing else.
	 */
	void sweep() {
		for (int i = 0; i < SWEEP && !this.expiring.isEmpty() && this.expiring.first().deadline() <= now(); i++) {
			expire(this.expiring.first().key());
		}
	}

	List<Entry> entries(Predicate<Entry> wanted) {
		long now = now();
		return this.table.entries((entry) -> entry.deadline() > now && wanted.test(entry));
	}

	/**
	 * How many keys there are, some of which may have expired.
	 */
	int size() {
		return this.table.size();
	}

	int sizeExpiring() {
		return this.expiring.size();
	}

	/**
	 * Estimates the bytes that all keys occupy.
	 */
	long usedMemory() {
		return this.usedMemory;
	}

	long expired() {
		return this.expired;
	}

	private void expireAt(Entry entry, long deadline) {
		if (deadline != entry.deadline()) {
			unwatch(entry);
			entry.expireAt(deadline);
			watch(entry);
		}
	}

	private void expire(byte[] key) {
		this.expired++;
		forget(this.table.remove(key));
	}

	/** Takes back what an entry that left the table had added. */
	private void forget(@Nullable Entry entry) {
		if (entry != null) {
			this.usedMemory -= cost(entry);
			unwatch(entry);
		}
	}

	private void watch(Entry entry) {
		if (entry.expires()) {
			this.expiring.add(entry);
		}
	}

	private void unwatch(Entry entry) {
		if (entry.expires()) {
			this.expiring.remove(entry);
		}
	}

	private static long cost(Entry entry) {
		return (long) ENTRY_COST + entry.bytes().length - Entry.KEY;
	}

}
