package dev.leat.autoconfigure.endpoint;

import java.util.Comparator;
import java.util.function.Function;

import dev.leat.reactor.ConnectionInfo;

/**
 * By what connections are listed, the most first.
 */
enum ConnectionSort {

	/** Bytes that wait for the socket. */
	PENDING(ConnectionInfo::pendingWriteBytes),
	/** Time since it was opened. */
	AGE(ConnectionInfo::age),
	/** Time since a byte came or went. */
	IDLE(ConnectionInfo::idle);

	private final Comparator<ConnectionInfo> order;

	<T extends Comparable<T>> ConnectionSort(Function<ConnectionInfo, T> key) {
		this.order = Comparator.comparing(key).reversed().thenComparing(ConnectionInfo::id);
	}

	Comparator<ConnectionInfo> order() {
		return this.order;
	}

}
