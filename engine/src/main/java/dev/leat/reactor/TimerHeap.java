package dev.leat.reactor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a binary heap ordered by due time, then by the order of arming.
 * Each timer knows its place, so cancelling one leaves nothing behind. Loop thread only.
 */
final class TimerHeap {

	/** After so many they are numbered anew, since a number has 31 bits. */
	private static final int MANY = 1 << 30;

	private @Nullable HeapTimer[] heap = new @Nullable HeapTimer[16];

	private int size;

	/** How many were armed since they were numbered. */
	private int armed;

	TimerHeap() {
		this(0);
	}

	/**
	 * Creates a heap.
	 * @param armed how many it takes to have been armed before
	 */
	TimerHeap(int armed) {
		this.armed = armed;
	}

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
		if (this.armed >= MANY) {
			number();
		}
		int limit = this.armed;
		HeapTimer timer = this.heap[0];
		while (timer != null && timer.due - now <= 0 && timer.order < limit) {
			cancel(timer);
			timer.fire();
			timer = this.heap[0];
		}
	}

	/** Numbers those that are armed anew, in their order. */
	private void number() {
		List<HeapTimer> inOrder = new ArrayList<>(this.size);
		for (HeapTimer first = first(); first != null; first = first()) {
			cancel(first);
			inOrder.add(first);
		}
		this.armed = 0;
		inOrder.forEach((timer) -> arm(timer, timer.due));
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
