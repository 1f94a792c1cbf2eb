package dev.leat.reactor;

/**
 * A {@link Counter} for each value of an enum.
 *
 * @param <E> the enum
 */
final class CounterPerValue<E extends Enum<E>> {

	private final Counter[] counters;

	/** Counts from zero for each of all the values. */
	CounterPerValue(E[] values) {
		this.counters = new Counter[values.length];
		for (int i = 0; i < this.counters.length; i++) {
			this.counters[i] = new Counter();
		}
	}

	void increment(E value) {
		add(value, 1);
	}

	void add(E value, long amount) {
		this.counters[value.ordinal()].add(amount);
	}

	long get(E value) {
		return this.counters[value.ordinal()].get();
	}

}
