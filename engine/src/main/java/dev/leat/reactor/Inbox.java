package dev.leat.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;

/**
 * The mailbox of one connection, the way of other threads to it: what they ask is opened
 * on the loop, in the order it came. Any thread.
 */
final class Inbox extends Mailbox {

	private static final AtomicIntegerFieldUpdater<Inbox> CALLED = AtomicIntegerFieldUpdater.newUpdater(Inbox.class,
			"called");

	private final NioConnection connection;

	/** 1 while the connection stands in its loop's mailbox. */
	private volatile int called;

	Inbox(NioConnection connection) {
		this.connection = connection;
	}

	/** Does something on the loop: at once if this is it, else as mail. */
	void ask(Consumer<NioConnection> what) {
		if (this.connection.loop().inLoop()) {
			what.accept(this.connection);
		}
		else {
			deliver(new Asks.Ask(this.connection, what));
		}
	}

	/** Does something on the loop, never inside this call. */
	void later(Consumer<NioConnection> what) {
		deliver(new Asks.Ask(this.connection, what));
	}

	/** Opens mail: at once on the loop, else when the loop comes to it. */
	void mail(Mail mail) {
		if (this.connection.loop().inLoop()) {
			mail.open();
		}
		else {
			deliver(mail);
		}
	}

	/** Runs a task of the application's on the loop, never inside this call. */
	void execute(Runnable task) {
		takeTask();
		deliver(new Asks.Task(this.connection, task));
	}

	/**
	 * Counts a task of the application's that waits for the loop.
	 * @throws RejectedExecutionException if too many wait, or the connection has ended
	 */
	void takeTask() {
		if (this.connection.phase() == Phase.CLOSED) {
			throw new RejectedExecutionException(this.connection + " has ended");
		}
		this.connection.loop().takeTask();
	}

	/** Puts mail in, and calls the loop if nobody has; not before a broadcast. */
	void deliver(Mail mail) {
		EventLoop loop = this.connection.loop();
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
		if (CALLED.compareAndSet(this, 0, 1) && !this.connection.loop().put(this.connection)) {
			this.called = 0;
			this.connection.loop().runOrphan(this.connection);
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
		boolean taken = loop.put(new Asks.Behind(this.connection, mail));
		if (!taken) {
			loop.inbox().broadcastEnds();
		}
		return taken;
	}

	/** Whether the loop has taken out all that the calling thread has asked for. */
	boolean isTakenOut() {
		return isVacant() && !this.connection.loop().inbox().hasBroadcasts();
	}

}
