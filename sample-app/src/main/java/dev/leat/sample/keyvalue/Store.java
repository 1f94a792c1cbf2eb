package dev.leat.sample.keyvalue;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
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
	 * What a key occupies beside its bytes and those of its value, roughly.
	 */
	private static final int ENTRY_COST = 160;

	private static final int SWEEP = 20;

	private final Map<Key, Value> values = new HashMap<>();

	private final TreeSet<Deadline> deadlines = new TreeSet<>(
			Comparator.comparingLong(Deadline::time).thenComparing(Deadline::key));

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

	@Nullable Value find(Key key) {
		Value value = this.values.get(key);
		if (value != null && value.expires() && value.deadline() <= now()) {
			expire(key);
			return null;
		}
		return value;
	}

	/**
	 * Puts a value in place of an older one, if any.
	 */
	void put(Key key, byte[] bytes, long deadline) {
		Value old = this.values.put(key, new Value(bytes, deadline));
		if (old != null) {
			forget(key, old);
		}
		this.usedMemory += cost(key, bytes);
		if (deadline != Value.NEVER) {
			this.deadlines.add(new Deadline(deadline, key));
		}
	}

	boolean remove(Key key) {
		boolean found = find(key) != null;
		drop(key);
		return found;
	}

	void clear() {
		this.values.clear();
		this.deadlines.clear();
		this.usedMemory = 0;
	}

	/**
	 * Removes some of what has expired, earliest first, and looks at nothing else.
	 */
	void sweep() {
		for (int i = 0; i < SWEEP && !this.deadlines.isEmpty() && this.deadlines.first().time() <= now(); i++) {
			expire(this.deadlines.first().key());
		}
	}

	Collection<Key> keys(Predicate<Key> wanted) {
		long now = now();
		return this.values.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().deadline() > now)
			.map(Map.Entry::getKey)
			.filter(wanted)
			.toList();
	}

	/**
	 * How many keys there are, some of which may have expired.
	 */
	int size() {
		return this.values.size();
	}

	int sizeExpiring() {
		return this.deadlines.size();
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

	private void expire(Key key) {
		this.expired++;
		drop(key);
	}

	private void drop(Key key) {
		Value value = this.values.remove(key);
		if (value != null) {
			forget(key, value);
		}
	}

	private void forget(Key key, Value value) {
		this.usedMemory -= cost(key, value.bytes());
		if (value.expires()) {
			this.deadlines.remove(new Deadline(value.deadline(), key));
		}
	}

	private static long cost(Key key, byte[] bytes) {
		return (long) ENTRY_COST + key.bytes().length + bytes.length;
	}

	private record Deadline(long time, Key key) {

	}

}
