package dev.leat.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;

/**
 * A connection as other threads reach it: what they ask is mail, which is opened on the
 * loop, in the order it came. Any thread.
 */
abstract class Inbox extends Mailbox {

	private static final AtomicIntegerFieldUpdater<Inbox> CALLED = AtomicIntegerFieldUpdater.newUpdater(Inbox.class,
			"called");

	/** 1 while the connection stands in its loop's mailbox. */
	private volatile int called;

	/** The connection itself. */
	abstract NioConnection self();

	abstract EventLoop loop();

	abstract Phase phase();

	/** Does something on the loop: at once if this is it, else as mail. */
	void ask(Consumer<NioConnection> what) {
		if (loop().inLoop()) {
			what.accept(self());
		}
		else {
			deliver(new Asks.Ask(self(), what));
		}
	}

	/** Does something on the loop, never inside this call. */
	void later(Consumer<NioConnection> what) {
		deliver(new Asks.Ask(self(), what));
	}

	/** Opens mail: at once on the loop, else when the loop comes to it. */
	void mail(Mail mail) {
		if (loop().inLoop()) {
			mail.open();
		}
		else {
			deliver(mail);
		}
	}

	/** Runs a task of the application's on the loop, never inside this call. */
	public void execute(Runnable task) {
		takeTask();
		deliver(new Asks.Task(self(), task));
	}

	/**
	 * Counts a task of the application's that waits for the loop.
	 * @throws RejectedExecutionException if too many wait, or the connection has ended
	 */
	void takeTask() {
		if (phase() == Phase.CLOSED) {
			throw new RejectedExecutionException(this + " has ended");
		}
		loop().takeTask();
	}

	/** Puts mail in, and calls the loop if nobody has; not before a broadcast. */
	void deliver(Mail mail) {
		EventLoop loop = loop();
		if (loop.inbox().hasBroadcasts() && putBehind(loop, mail)) {
			return;
		}
		if (put(mail) == Put.FIRST) {
			call();
		}
	}

	/**
	 * Puts the connection into its loop's mailbox, unless it stands there: twice it would
	 * tear the chain. The box may be empty by now, which a broadcast opens, too.
	 */
	void call() {
		if (CALLED.compareAndSet(this, 0, 1) && !loop().put(this)) {
			this.called = 0;
			loop().runOrphan(self());
		}
	}

	/**
	 * The loop has taken the connection out of its mailbox, and looks at this one next.
	 */
	void answered() {
		this.called = 0;
	}

	private boolean putBehind(EventLoop loop, Mail mail) {
		loop.inbox().broadcastBegins();
		boolean taken = loop.put(new Asks.Behind(self(), mail));
		if (!taken) {
			loop.inbox().broadcastEnds();
		}
		return taken;
	}

	/** Whether the loop has taken out all that the calling thread has asked for. */
	boolean isTakenOut() {
		return isVacant() && !loop().inbox().hasBroadcasts();
	}

}
