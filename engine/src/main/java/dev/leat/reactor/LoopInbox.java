package dev.leat.reactor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mailbox of a loop, which sleeps in its selector: the first mail wakes it, what
 * follows finds it awake. It also counts what is on its way to many connections at once.
 *
 * <pre>
 *  AWAKE ── sleeps ──&gt; ASLEEP ── wakes (the selector returned)
 *    ^                   │ ring (first mail wakes the selector)
 *    └───────────────────┘
 * </pre>
 */
final class LoopInbox extends Mailbox {

	private final Selection selection;

	private final AtomicBoolean asleep = new AtomicBoolean();

	private final AtomicInteger broadcasts = new AtomicInteger();

	LoopInbox(Selection selection) {
		this.selection = selection;
	}

	/**
	 * Puts mail in, and wakes the loop if it sleeps. Any thread.
	 * @return whether the loop will open it: not when it has ended
	 */
	boolean ring(Mail mail) {
		Put put = put(mail);
		if (put == Put.FIRST && this.asleep.get() && wakes()) {
			this.selection.wakeup();
		}
		return put != Put.REFUSED;
	}

	/**
	 * From now on mail has to wake the loop; the loop looks once more before it sleeps.
	 */
	void sleeps() {
		this.asleep.set(true);
	}

	/** Whether nobody has woken the loop since it lay down. Any thread. */
	boolean isAsleep() {
		return this.asleep.get();
	}

	/**
	 * Ends the sleep. Any thread.
	 * @return whether the caller is the one who ended it
	 */
	boolean wakes() {
		return this.asleep.compareAndSet(true, false);
	}

	/** Any thread. */
	void broadcastBegins() {
		this.broadcasts.incrementAndGet();
	}

	/** Any thread. */
	void broadcastEnds() {
		this.broadcasts.decrementAndGet();
	}

	/** Whether a {@link Broadcast} is on its way, or something behind one. Any thread. */
	boolean hasBroadcasts() {
		return this.broadcasts.get() != 0;
	}

}
