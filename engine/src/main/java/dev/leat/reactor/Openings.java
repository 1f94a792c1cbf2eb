package dev.leat.reactor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The connections of one server that are accepted and not open yet, and how many there
 * may be. Any thread.
 */
final class Openings {

	private final int most;

	private final AtomicInteger count = new AtomicInteger();

	private final Set<Opening> all = ConcurrentHashMap.newKeySet();

	private volatile Runnable whenFree = () -> {
	};

	/**
	 * Creates the bound.
	 * @param most how many there may be, or 0 for any number
	 */
	Openings(int most) {
		this.most = most;
	}

	/** Who is to be told whenever there is room for another one. */
	void whenFree(Runnable value) {
		this.whenFree = value;
	}

	/** Takes a place for one that is about to be accepted, if there is one left. */
	boolean enter() {
		if (this.most == 0 || this.count.incrementAndGet() <= this.most) {
			return true;
		}
		this.count.decrementAndGet();
		return false;
	}

	/** Gives a place back. */
	void leave() {
		if (this.most != 0) {
			this.count.decrementAndGet();
			this.whenFree.run();
		}
	}

	boolean hasRoom() {
		return this.most == 0 || this.count.get() < this.most;
	}

	void add(Opening opening) {
		this.all.add(opening);
	}

	void remove(Opening opening) {
		this.all.remove(opening);
	}

	/** Does something with those of a loop. */
	void forEach(EventLoop loop, Consumer<Opening> action) {
		for (Opening opening : this.all) {
			if (opening.connection().loop() == loop) {
				action.accept(opening);
			}
		}
	}

}
