package dev.leat.reactor;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Finds connections by what the application calls them, a device's id say. An entry
 * leaves when its connection ends, but only if it is still that connection's: a device
 * that comes back before its old connection has ended is not lost. Any thread.
 *
 * @param <K> the keys, with {@code equals} and {@code hashCode}
 */
public final class ConnectionIndex<K> {

	/**
	 * A key is entered and taken out while it is locked here, so that no other thread's
	 * step comes between those here and in {@link #keys}.
	 */
	private final Map<K, Connection> byKey = new ConcurrentHashMap<>();

	/** What each connection is entered by; it is watched as long as it stands here. */
	private final Map<Connection, Set<K>> keys = new ConcurrentHashMap<>();

	/**
	 * Enters a connection. The application decides what becomes of the one it replaces;
	 * {@code close(CloseReason.REPLACED)} is usual. A connection that has ended already
	 * leaves at once.
	 * @param key what to find it by
	 * @param connection the connection
	 * @return the connection that it replaces, or {@code null}
	 */
	public @Nullable Connection put(K key, Connection connection) {
		AtomicReference<@Nullable Connection> replaced = new AtomicReference<>();
		boolean[] first = new boolean[1];
		this.byKey.compute(key, (same, entered) -> {
			if (entered != null && entered != connection) {
				forget(key, entered);
				replaced.set(entered);
			}
			first[0] = learn(key, connection);
			return connection;
		});
		if (first[0]) {
			connection.closed().thenRun(() -> ended(connection));
		}
		return replaced.get();
	}

	/** Notes a key of a connection, and tells whether nothing was known of that. */
	private boolean learn(K key, Connection connection) {
		boolean[] first = new boolean[1];
		this.keys.compute(connection, (same, known) -> {
			first[0] = known == null;
			Set<K> set = (known != null) ? known : ConcurrentHashMap.newKeySet();
			set.add(key);
			return set;
		});
		return first[0];
	}

	private void forget(K key, Connection connection) {
		this.keys.computeIfPresent(connection, (same, known) -> {
			known.remove(key);
			return known;
		});
	}

	private void ended(Connection connection) {
		Set<K> known = this.keys.remove(connection);
		if (known != null) {
			known.forEach((key) -> this.byKey.remove(key, connection));
		}
	}

	/**
	 * Finds a connection.
	 * @param key what it was entered by
	 * @return the connection, or {@code null}; it may end at any time
	 */
	public @Nullable Connection get(K key) {
		return this.byKey.get(key);
	}

	/**
	 * Takes a connection out, if it is still the one entered by the key.
	 * @param key what it was entered by
	 * @param connection the connection
	 * @return whether it was
	 */
	public boolean remove(K key, Connection connection) {
		boolean[] removed = new boolean[1];
		this.byKey.computeIfPresent(key, (same, entered) -> {
			removed[0] = entered == connection;
			if (removed[0]) {
				forget(key, connection);
			}
			return removed[0] ? null : entered;
		});
		return removed[0];
	}

	/**
	 * The number of entries.
	 * @return now
	 */
	public int size() {
		return this.byKey.size();
	}

	/**
	 * Calls an action for each entry, on the calling thread. Entries that come or go
	 * meanwhile may be seen or not.
	 * @param action what to do
	 */
	public void forEach(BiConsumer<? super K, ? super Connection> action) {
		this.byKey.forEach(action);
	}

}
