package dev.leat.reactor;

import org.jspecify.annotations.NullMarked;

/**
 * Lets the benchmarks reach the timers of a loop. One thread.
 */
@NullMarked
public final class TimersPart {

	private final TimerHeap heap = new TimerHeap();

	private final Timer[] timers;

	private long fired;

	/**
	 * Makes timers; none is armed.
	 * @param count how many
	 */
	public TimersPart(int count) {
		this.timers = new Timer[count];
		for (int i = 0; i < count; i++) {
			this.timers[i] = new Timer();
		}
	}

	/**
	 * Arms a timer, anew if it is armed.
	 * @param index which
	 * @param due when, in nanoseconds
	 */
	public void arm(int index, long due) {
		this.heap.arm(this.timers[index], due);
	}

	/**
	 * Cancels a timer.
	 * @param index which
	 */
	public void cancel(int index) {
		this.heap.cancel(this.timers[index]);
	}

	/**
	 * Fires what is due.
	 * @param now the time in nanoseconds
	 * @return how many timers have fired so far
	 */
	public long fireDue(long now) {
		this.heap.fireDue(now);
		return this.fired;
	}

	/** Counts. */
	private final class Timer extends HeapTimer {

		@Override
		void fire() {
			TimersPart.this.fired++;
		}

	}

}
