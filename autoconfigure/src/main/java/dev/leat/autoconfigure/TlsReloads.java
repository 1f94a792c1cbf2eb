package dev.leat.autoconfigure;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the certificates that servers have taken over while they ran, and those that
 * they could not. Any thread.
 */
public final class TlsReloads {

	private final ConcurrentMap<String, LongAdder> successes = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

	TlsReloads() {
	}

	void succeeded(String server) {
		of(this.successes, server).increment();
	}

	void failed(String server) {
		of(this.failures, server).increment();
	}

	/**
	 * Bundles that were taken over.
	 * @param server by which server
	 * @return since the start
	 */
	public long successes(String server) {
		return of(this.successes, server).sum();
	}

	/**
	 * Bundles that were of no use, so that the server kept what it had.
	 * @param server which server
	 * @return since the start
	 */
	public long failures(String server) {
		return of(this.failures, server).sum();
	}

	private static LongAdder of(ConcurrentMap<String, LongAdder> counts, String server) {
		return counts.computeIfAbsent(server, (name) -> new LongAdder());
	}

}
