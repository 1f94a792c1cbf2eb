package dev.leat.reactor;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a binary heap ordered by due time, then by the order of arming.
 * Each timer knows its place, so cancelling one leaves nothing behind. Loop thread only.
 */
final class TimerHeap {

	private @Nullable HeapTimer[] heap = new @Nullable HeapTimer[16];

	private int size;

	private long armed;

	int size() {
		return this.size;
	}

	@Nullable HeapTimer first() {
		return this.heap[0];
	}

	void arm(HeapTimer timer, long due) {
		cancel(timer);
		timer.due = due;
		timer.order = this.armed++;
		if (this.size == this.heap.length) {
			this.heap = Arrays.copyOf(this.heap, this.size * 2);
		}
		siftUp(this.size++, timer);
	}

	void cancel(HeapTimer timer) {
		int index = timer.index;
		if (index < 0) {
			return;
		}
		timer.index = HeapTimer.NOT_ARMED;
		HeapTimer last = this.heap[--this.size];
		this.heap[this.size] = null;
		if (last != null && last != timer) {
			siftDown(index, last);
			if (this.heap[index] == last) {
				siftUp(index, last);
			}
		}
		shrink();
	}

	/**
	 * Fires what is due. A timer that is armed meanwhile waits for the next call, so that
	 * one that re-arms itself cannot hold the loop.
	 */
	void fireDue(long now) {
		long limit = this.armed;
		HeapTimer timer = this.heap[0];
		while (timer != null && timer.due - now <= 0 && timer.order < limit) {
			cancel(timer);
			timer.fire();
			timer = this.heap[0];
		}
	}

	private void shrink() {
		if (this.heap.length > 1024 && this.size < this.heap.length / 4) {
			this.heap = Arrays.copyOf(this.heap, this.heap.length / 2);
		}
	}

	private void siftUp(int from, HeapTimer timer) {
		int index = from;
		while (index > 0) {
			int parent = (index - 1) >>> 1;
			HeapTimer above = this.heap[parent];
			if (above == null || !timer.isBefore(above)) {
				break;
			}
			place(index, above);
			index = parent;
		}
		place(index, timer);
	}

	private void siftDown(int from, HeapTimer timer) {
		int index = from;
		while (true) {
			int child = 2 * index + 1;
			if (child + 1 < this.size && at(child + 1).isBefore(at(child))) {
				child++;
			}
			if (child >= this.size || !at(child).isBefore(timer)) {
				break;
			}
			place(index, at(child));
			index = child;
		}
		place(index, timer);
	}

	private HeapTimer at(int index) {
		HeapTimer timer = this.heap[index];
		assert timer != null;
		return timer;
	}

	private void place(int index, HeapTimer timer) {
		this.heap[index] = timer;
		timer.index = index;
	}

}
