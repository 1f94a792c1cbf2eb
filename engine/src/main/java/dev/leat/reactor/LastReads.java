package dev.leat.reactor;

/**
 * Reads the last of a stream whose input is to end: all that its peer has sent by then.
 * What finds no room stays in the socket, and behind it with the peer's system, until the
 * reader has made some. So it is done where the socket is empty and the peer silent,
 * where the application has paused reading, and with who sends on and on behind more than
 * any socket holds. One read a turn; loop thread only.
 *
 * <pre>
 *  READING ── nothing there ──&gt; LISTENING ── silent for 20 ms ──&gt; DONE
 *    │  ^                           │
 *    v  └── room  &lt;── something ────┘
 *  HELD UP
 * </pre>
 */
final class LastReads extends HeapTimer {

	private final NioConnection connection;

	/** Nothing is read when so many bytes have come in all. */
	private final long enough;

	LastReads(NioConnection connection) {
		this.connection = connection;
		this.enough = connection.input().received()
				+ (long) Drying.MOST_LOOKS * connection.loop().readBuffer().capacity();
	}

	/**
	 * Reads once more, if there is room; comes again when there may be more.
	 * @return whether it is not done
	 */
	boolean goOn() {
		Input input = this.connection.input();
		if (input.isHeldUp()) {
			return true;
		}
		if (input.received() >= this.enough || input.isPaused()) {
			return false;
		}
		if (this.connection.life().readOnce()) {
			this.connection.life().settleLater();
			return true;
		}
		return listens();
	}

	private boolean listens() {
		EventLoop loop = this.connection.loop();
		long silent = this.connection.deadlines().lastRead() + Drying.SILENCE;
		boolean listens = silent - loop.now() > 0;
		if (listens) {
			loop.timers().arm(this, silent);
		}
		return listens;
	}

	/** It may have been silent. */
	@Override
	void fire() {
		this.connection.life().settleLater();
	}

	void cancel() {
		this.connection.loop().timers().cancel(this);
	}

}
