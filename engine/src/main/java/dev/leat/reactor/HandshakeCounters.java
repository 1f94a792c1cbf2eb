package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the TLS handshakes of a server on a loop, by result and protocol, and the time
 * that they took. The loop writes, any thread reads.
 */
final class HandshakeCounters {

	/** The protocol of a handshake that failed before there was one. */
	static final String NONE = "none";

	private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2", NONE);

	private final List<CounterPerValue<TlsResult>> counts = perProtocol();

	private final List<CounterPerValue<TlsResult>> nanos = perProtocol();

	private static List<CounterPerValue<TlsResult>> perProtocol() {
		List<CounterPerValue<TlsResult>> counters = new ArrayList<>();
		for (int i = 0; i < PROTOCOLS.size(); i++) {
			counters.add(new CounterPerValue<>(TlsResult.values()));
		}
		return counters;
	}

	void ended(TlsResult result, String protocol, long took) {
		int index = Math.max(PROTOCOLS.indexOf(protocol), 0);
		this.counts.get(index).increment(result);
		this.nanos.get(index).add(result, took);
	}

	long count(TlsResult result, String protocol) {
		int index = PROTOCOLS.indexOf(protocol);
		return (index < 0) ? 0 : this.counts.get(index).get(result);
	}

	long nanos(TlsResult result, String protocol) {
		int index = PROTOCOLS.indexOf(protocol);
		return (index < 0) ? 0 : this.nanos.get(index).get(result);
	}

}
