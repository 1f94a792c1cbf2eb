package dev.leat.reactor;

/**
 * Reads the last of a stream whose input is to end: all that its peer has sent by then.
 * What finds no room stays in the socket until the reader has made some. It is done where
 * the socket is empty, where the application has paused reading, and with who sends on
 * and on behind more than any socket holds. One read a turn; loop thread only.
 *
 * <pre>
 *  READING ── nothing there, or enough ──&gt; DONE
 *    │  ^
 *    v  └── room
 *  HELD UP
 * </pre>
 */
final class LastReads {

	private final NioConnection connection;

	/** Nothing is read when so many bytes have come in all. */
	private final long enough;

	LastReads(NioConnection connection) {
		this.connection = connection;
		this.enough = connection.input().received()
				+ (long) Drying.MOST_LOOKS * connection.loop().readBuffer().capacity();
	}

	/**
	 * Reads once more, if there is room; comes again in the next turn where that brought
	 * something.
	 * @return whether there may be more
	 */
	boolean goOn() {
		Input input = this.connection.input();
		if (input.isHeldUp()) {
			return true;
		}
		boolean some = input.received() < this.enough && this.connection.life().readOnce();
		if (some) {
			this.connection.life().settleLater();
		}
		return some;
	}

}
