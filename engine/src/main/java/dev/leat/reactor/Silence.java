package dev.leat.reactor;

/**
 * Tells whether the peer of a connection that is to end is silent, and so not about to
 * send: for 20 ms nothing has come, not even a part of a TLS record. Who was silent
 * before it began is so at once, but for who is in the middle of a record: how old that
 * is nobody knows. Loop thread only.
 */
final class Silence {

	/** A peer that was silent for so long is not about to send. */
	static final long SHORT = 20_000_000L;

	/** So many reads take more than any socket holds; who sends on is not waited for. */
	static final int MOST_LOOKS = 64;

	private final NioConnection connection;

	/** Since when it lasts, if no input has come later. */
	private long since;

	/** How much there was of a record that had not come whole. */
	private int part;

	Silence(NioConnection connection) {
		this.connection = connection;
		this.since = connection.deadlines().lastRead();
		if (!isOver()) {
			this.since = connection.loop().clock().nanos();
		}
	}

	/** When it has been long enough, if nothing comes before. */
	long ends() {
		int part = this.connection.transport().part();
		if (part > this.part) {
			this.since = this.connection.loop().now();
		}
		this.part = part;
		return Deadlines.later(this.since, this.connection.deadlines().lastRead()) + SHORT;
	}

	/** Whether it has been long enough. */
	boolean isOver() {
		return ends() - this.connection.loop().now() <= 0;
	}

}
