package dev.leat.autoconfigure;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the certificates that servers have taken over while they ran, and those that
 * they could not. Any thread.
 */
final class TlsReloads {

	private final ConcurrentMap<String, LongAdder> successes = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

	void succeeded(String server) {
		of(this.successes, server).increment();
	}

	void failed(String server) {
		of(this.failures, server).increment();
	}

	long successes(String server) {
		return of(this.successes, server).sum();
	}

	long failures(String server) {
		return of(this.failures, server).sum();
	}

	private static LongAdder of(ConcurrentMap<String, LongAdder> counts, String server) {
		return counts.computeIfAbsent(server, (name) -> new LongAdder());
	}

}
