package dev.leat.reactor;

/**
 * Something that is due at a moment, in the {@link TimerHeap} of one loop. Loop thread
 * only.
 */
abstract class HeapTimer {

	static final int NOT_ARMED = -1;

	/** When it is due; the heap's to write, as are the others. */
	long due;

	/** The order of arming, among those due at once. */
	int order;

	/** Its place in the heap. */
	int index = NOT_ARMED;

	final boolean isArmed() {
		return this.index != NOT_ARMED;
	}

	final boolean isBefore(HeapTimer other) {
		return (this.due != other.due) ? this.due - other.due < 0 : this.order < other.order;
	}

	/** Does what is due. Must not throw. */
	abstract void fire();

}
