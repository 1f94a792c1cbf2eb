package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * What few connections have, beside their bytes. A connection that needs nothing of it
 * has {@link #NONE}. Loop thread only, but for what is volatile or says otherwise.
 */
final class RareParts {

	/** What all others have, for reading only. */
	static final RareParts NONE = new RareParts();

	volatile @Nullable TlsInfo tls;

	volatile @Nullable ProxyInfo proxy;

	volatile @Nullable String label;

	private volatile @Nullable Farewell farewell;

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
