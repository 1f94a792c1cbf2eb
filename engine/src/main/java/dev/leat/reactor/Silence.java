package dev.leat.reactor;

/**
 * Tells whether the peer of a connection that is to end is silent, and so not about to
 * send: for 20 ms nothing has come, not even a part of a TLS record. Who was silent
 * before it began is so at once, but for who is in the middle of a record: how old that
 * is nobody knows. From who was held up more may come a round trip later, so that half a
 * second is waited for it. Loop thread only.
 */
final class Silence {

	/** A peer that was silent for so long is not about to send. */
	static final long SHORT = 20_000_000L;

	/** Within so long a peer that was held up goes on once there is room. */
	static final long LONG = 500_000_000L;

	/** So many reads take more than any socket holds; who sends on is not waited for. */
	static final int MOST_LOOKS = 64;

	/**
	 * Nobody who is not silent is waited for longer, as long as there is nothing else to
	 * wait for.
	 */
	static final long LONGEST = MOST_LOOKS * SHORT;

	private final NioConnection connection;

	/** How long is long enough. */
	private long length = SHORT;

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

	/**
	 * The connection is not read for now: its peer's system may have to hold back what
	 * finds no room in the socket.
	 */
	void heldUp() {
		this.length = LONG;
	}

	/** When it has been long enough, if nothing comes before. */
	long ends() {
		int part = this.connection.transport().part();
		if (part > this.part) {
			this.since = this.connection.loop().now();
		}
		this.part = part;
		return Deadlines.later(this.since, this.connection.deadlines().lastRead()) + this.length;
	}

	/** Whether it has been long enough. */
	boolean isOver() {
		return ends() - this.connection.loop().now() <= 0;
	}

}
