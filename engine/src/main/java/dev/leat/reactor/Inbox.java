package dev.leat.reactor;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The way of other threads to one connection: what they ask is mail, opened on the loop
 * in the order it came. Any thread, but for what says otherwise.
 */
final class Inbox {

	private final NioConnection connection;

	private final EventLoop loop;

	private final Mailbox mailbox = new Mailbox();

	Inbox(NioConnection connection) {
		this.connection = connection;
		this.loop = connection.loop();
	}

	/** Does something on the loop: at once if this is it, else as mail. */
	void ask(Consumer<NioConnection> what) {
		if (this.loop.inLoop()) {
			what.accept(this.connection);
		}
		else {
			put(new Asks.Ask(this.connection, what));
		}
	}

	/** Does something on the loop, never inside this call. */
	void later(Consumer<NioConnection> what) {
		put(new Asks.Ask(this.connection, what));
	}

	/** Opens mail: at once on the loop, else when the loop comes to it. */
	void mail(Mailbox.Mail mail) {
		if (this.loop.inLoop()) {
			mail.open();
		}
		else {
			put(mail);
		}
	}

	/** Runs a task of the application's on the loop, never inside this call. */
	void execute(Runnable task) {
		takeTask();
		put(new Asks.Task(this.connection, task));
	}

	/**
	 * Counts a task of the application's that waits for the loop.
	 * @throws RejectedExecutionException if too many wait, or the connection has ended
	 */
	void takeTask() {
		if (this.connection.closing().phase() == Closing.Phase.CLOSED) {
			throw new RejectedExecutionException(this.connection + " has ended");
		}
		this.loop.takeTask();
	}

	void put(Mailbox.Mail mail) {
		if (this.loop.hasBroadcasts() && putBehind(mail)) {
			return;
		}
		if (this.mailbox.put(mail) == Mailbox.Put.FIRST && !this.loop.put(this.connection)) {
			this.loop.runOrphan(this.connection);
		}
	}

	private boolean putBehind(Mailbox.Mail mail) {
		this.loop.broadcastBegins();
		boolean taken = this.loop.put(new Asks.Behind(this.connection, mail));
		if (!taken) {
			this.loop.broadcastEnds();
		}
		return taken;
	}

	/** Opens what other threads have put in by now. Loop thread only. */
	void openAll() {
		this.mailbox.openAll();
	}

}
