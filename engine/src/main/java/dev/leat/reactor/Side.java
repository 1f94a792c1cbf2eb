package dev.leat.reactor;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What the two sides of a split connection have in common, each for itself; they share no
 * lock, and nothing but that a {@link Share} learns of waits in the other one. One user
 * at a time holds a side; a thread that waits is woken by the loop, at the end of a turn
 * in which something changed, once.
 *
 * <pre>
 *  OPEN ── close ──&gt; CLOSED
 *    └──── rejoin ──&gt; REJOINED
 * </pre>
 */
abstract class Side {

	/** What its owner has done with it. */
	enum Use {

		OPEN, CLOSED, REJOINED

	}

	private final NioConnection connection;

	private final AtomicBoolean held = new AtomicBoolean();

	private final AtomicReference<Use> use = new AtomicReference<>(Use.OPEN);

	private volatile @Nullable Ending ending;

	private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

	private final Share share = new Share(this::letOthersGo);

	/** Whether there is something to tell when the turn ends. */
	private boolean changed;

	/** Whether the loop has got to the closing, behind all that was asked before. */
	private boolean closeArrived;

	Side(NioConnection connection) {
		this.connection = connection;
	}

	NioConnection connection() {
		return this.connection;
	}

	// The user's thread

	/** Takes hold of this side, if nobody has. */
	boolean tryHold() {
		return this.held.compareAndSet(false, true);
	}

	/** Takes hold of this side. */
	void hold() {
		if (!tryHold()) {
			throw (this.use.get() == Use.REJOINED) ? rejoinedBefore() : pending();
		}
	}

	/** Takes hold of this side to wait. */
	void holdToWait() {
		if (this.connection.loop().inLoop()) {
			throw new IllegalStateException("This waits, and must not be called on the connection's own loop "
					+ Thread.currentThread().getName());
		}
		hold();
	}

	private IllegalStateException rejoinedBefore() {
		return new IllegalStateException("This half of " + this.connection + " was rejoined");
	}

	/** What whoever holds it moves before others have their turn. */
	Share share() {
		return this.share;
	}

	void letGo() {
		this.held.set(false);
	}

	/** What is thrown at a second user. */
	abstract IllegalStateException pending();

	/** Whether its owner may still use it. Any thread. */
	boolean isOpen() {
		return this.use.get() == Use.OPEN;
	}

	boolean isClosed() {
		return this.use.get() == Use.CLOSED;
	}

	/** How it ended, if it has. Any thread. */
	@Nullable Ending ending() {
		return this.ending;
	}

	/** Fails where its owner has closed it. */
	void check() throws ClosedChannelException {
		if (isClosed()) {
			throw new ClosedChannelException();
		}
	}

	/**
	 * Closes it, from any thread; nothing happens the second time. Takes effect behind
	 * what this thread has asked for before.
	 */
	void close() {
		if (this.use.compareAndSet(Use.OPEN, Use.CLOSED)) {
			this.connection.later((connection) -> {
				this.closeArrived = true;
				closed();
			});
		}
	}

	/** Gives it up for good; whoever does this holds it, and never lets go. */
	void rejoined() {
		this.use.set(Use.REJOINED);
	}

	/**
	 * Waits until something is so, or the side has ended in whatever way.
	 * @param so tells whether it is so
	 * @param patience how long at most
	 * @return whether it is so or the side has ended; else the time is over
	 */
	boolean await(BooleanSupplier so, Patience patience) throws InterruptedIOException {
		try {
			while (true) {
				this.waiter.set(Thread.currentThread());
				if (so.getAsBoolean() || this.ending != null || !isOpen()) {
					return true;
				}
				long left = patience.left();
				if (left <= 0) {
					return false;
				}
				park(left);
			}
		}
		finally {
			this.waiter.set(null);
		}
	}

	/**
	 * Lets all others go first, where the calling thread is virtual: the loop wakes it
	 * again, as it wakes them. {@link Thread#yield} would let those go whom the carrier
	 * has queued itself, and as long as they do so too it never comes to whom a loop has
	 * woken.
	 */
	private void letOthersGo() {
		Thread self = Thread.currentThread();
		if (VirtualThreads.include(self)) {
			this.connection.later((connection) -> wakeNow(self));
			LockSupport.park(this);
		}
	}

	private void park(long nanos) throws InterruptedIOException {
		this.share.waits();
		if (nanos >= Nanos.FOREVER) {
			LockSupport.park(this);
		}
		else {
			LockSupport.parkNanos(this, nanos);
		}
		if (Thread.interrupted()) {
			throw new InterruptedIOException("Interrupted while waiting on " + this.connection);
		}
	}

	// The loop

	boolean hasCloseArrived() {
		return this.closeArrived;
	}

	/** Its owner has closed it. */
	abstract void closed();

	/**
	 * Does what is to be done when something has changed.
	 * @return whether a thread that waits is to be woken
	 */
	abstract boolean progress();

	/** It ends; the first ending stays. */
	void end(Ending ending) {
		if (this.ending == null) {
			this.ending = ending;
			changed();
		}
	}

	/** Something is to be told when the turn ends. */
	void changed() {
		this.changed = true;
		this.connection.life().settleLater();
	}

	/** Ends a turn: tells whoever waits. */
	void settle() {
		if (this.changed) {
			this.changed = false;
			if (progress()) {
				wake(this.waiter.get());
			}
		}
	}

	/** Wakes who was seen to wait, and leaves alone who has come since. */
	void wake(@Nullable Thread seen) {
		if (seen != null && this.waiter.compareAndSet(seen, null)) {
			wakeNow(seen);
		}
	}

	private void wakeNow(Thread thread) {
		EventLoop loop = this.connection.loop();
		loop.counters().unparks.increment();
		if (loop.inLoop()) {
			loop.wakes().add(thread);
		}
		else {
			LockSupport.unpark(thread);
		}
	}

}
