package dev.leat.reactor;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * What few connections have at a time: one of which nothing waits, and which does not
 * end, mostly needs nothing of it, and has {@link #NONE}. Loop thread only, but for what
 * is volatile or says otherwise.
 */
final class RareParts extends Backlog {

	/** What all others have, for reading only. */
	static final RareParts NONE = new RareParts();

	volatile @Nullable TlsInfo tls;

	volatile @Nullable ProxyInfo proxy;

	volatile @Nullable String label;

	/** Whether a proxy's client was found out, and is counted as let in. */
	boolean letIn;

	private volatile @Nullable Farewell farewell;

	private @Nullable Closing closing;

	/** Whether onClose has returned. */
	volatile boolean ended;

	/** Waits that few have at a time. */
	@Nullable RareWaits waits;

	/** Whether nothing comes any more. */
	boolean inputEnded;

	/** Whether the handler is new, and has not been told that the input ended. */
	boolean endOwed;

	/** Whether no more is accepted for the output. */
	volatile boolean outputShut;

	/** Those who wait for the outcome of a write. */
	@Nullable Outcomes outcomes;

	/** Why the socket takes no more, while the input goes on. */
	@Nullable IOException outputFailure;

	private @Nullable ConnectionTimers timers;

	private @Nullable Answers answers;

	/** Whoever waits for the end, or {@code null} if nobody does. Any thread. */
	@Nullable Farewell waiting() {
		return this.farewell;
	}

	/** Made when the first one waits. Any thread. */
	synchronized Farewell farewell() {
		Farewell farewell = this.farewell;
		if (farewell == null) {
			farewell = new Farewell();
			this.farewell = farewell;
		}
		return farewell;
	}

	/** Whether the connection ends, or has been asked to. */
	boolean isClosing() {
		return this.closing != null;
	}

	Closing closing(NioConnection connection) {
		if (this.closing == null) {
			this.closing = new Closing(connection);
		}
		return this.closing;
	}

	Outcomes outcomes(NioConnection connection) {
		if (this.outcomes == null) {
			this.outcomes = new Outcomes(connection);
		}
		return this.outcomes;
	}

	/** Whether somebody has not been told of a write that was accepted. */
	boolean owesOutcomes() {
		return this.outcomes != null && this.outcomes.isWaiting();
	}

	ConnectionTimers timers(NioConnection connection) {
		if (this.timers == null) {
			this.timers = new ConnectionTimers(connection);
		}
		return this.timers;
	}

	void cancelTimers() {
		if (this.timers != null) {
			this.timers.cancelAll();
		}
	}

	Answers answers(NioConnection connection) {
		if (this.answers == null) {
			this.answers = new Answers(connection);
		}
		return this.answers;
	}

	boolean isOwing() {
		return this.answers != null && this.answers.isOwing();
	}

}
