package dev.leat.sample.keyvalue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the server has done so far. Any thread.
 */
final class Statistics {

	private final AtomicInteger clients = new AtomicInteger();

	private final AtomicLong connections = new AtomicLong();

	private final AtomicLong calls = new AtomicLong();

	void opened() {
		this.clients.incrementAndGet();
		this.connections.incrementAndGet();
	}

	void closed() {
		this.clients.decrementAndGet();
	}

	void called() {
		this.calls.incrementAndGet();
	}

	int clients() {
		return this.clients.get();
	}

	long connections() {
		return this.connections.get();
	}

	long calls() {
		return this.calls.get();
	}

}
