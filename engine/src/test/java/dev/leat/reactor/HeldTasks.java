package dev.leat.reactor;

import java.util.ArrayDeque;

/**
 * Computes handshakes at once, or when the test says so.
 */
final class HeldTasks implements TlsTasks {

	private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

	private final boolean atOnce;

	private HeldTasks(boolean atOnce) {
		this.atOnce = atOnce;
	}

	static HeldTasks atOnce() {
		return new HeldTasks(true);
	}

	static HeldTasks held() {
		return new HeldTasks(false);
	}

	@Override
	public void execute(Runnable task) {
		if (this.atOnce) {
			task.run();
		}
		else {
			this.waiting.add(task);
		}
	}

	@Override
	public void forget(Runnable task) {
		this.waiting.remove(task);
	}

	int waiting() {
		return this.waiting.size();
	}

	/** Computes what waits, on another thread. */
	void compute() {
		while (!this.waiting.isEmpty()) {
			Stepped.elsewhere(this.waiting.remove());
		}
	}

}
