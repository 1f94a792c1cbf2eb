package dev.leat.reactor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts events of one thread, for any thread to read. Counting costs a plain addition.
 */
final class Counter {

	private final AtomicLong value = new AtomicLong();

	void add(long amount) {
		this.value.setOpaque(this.value.getPlain() + amount);
	}

	void increment() {
		add(1);
	}

	long get() {
		return this.value.getOpaque();
	}

}
