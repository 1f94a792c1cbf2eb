package dev.leat.reactor;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The connections of one server that are accepted and not open yet, and how many of them
 * may shake hands at once. Where nothing comes before the handshake, a place is taken
 * ahead of the accept, so that clients wait in the backlog; where a proxy introduces its
 * client first, it is taken after that. Any thread.
 */
final class Openings {

	private final int most;

	private final boolean late;

	private final Queue<Opening> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final Set<Opening> all = ConcurrentHashMap.newKeySet();

	/** Who is told whenever there is room for another one. */
	private volatile @Nullable Listener listener;

	/**
	 * Creates the bound.
	 * @param most how many may shake hands, or 0 for any number
	 * @param late whether something comes before the handshake
	 */
	Openings(int most, boolean late) {
		this.most = most;
		this.late = late && most > 0;
	}

	/** Whether a place is taken after the accept. */
	boolean isLate() {
		return this.late;
	}

	/** Who is to be told whenever there is room for another one. */
	void tell(Listener value) {
		this.listener = value;
	}

	/** Takes a place for one that is about to be accepted, if there is one left. */
	boolean enter() {
		return this.late || take();
	}

	/** Gives back what {@link #enter} has taken. */
	void abandon() {
		if (!this.late) {
			leave();
		}
	}

	/**
	 * Takes a place for one that comes to its handshake.
	 * @return whether there was one; if not, it goes on when there is
	 */
	boolean enterLate(Opening opening) {
		if (take()) {
			return true;
		}
		this.waiting.add(opening);
		wakeNext();
		return false;
	}

	private boolean take() {
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
			wakeNext();
			tellListener();
		}
	}

	private void tellListener() {
		Listener told = this.listener;
		if (told != null) {
			told.openingFree();
		}
	}

	private void wakeNext() {
		Opening next = hasRoom() ? this.waiting.poll() : null;
		if (next != null) {
			next.connection().later((connection) -> next.advance());
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
		if (this.late) {
			this.waiting.remove(opening);
			wakeNext();
		}
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
