package dev.leat.reactor;

/**
 * Reads the last of a stream whose input is to end: all that its peer has sent by then.
 * What finds no room stays in the socket, and behind it with the peer's system, until the
 * reader has made some. So it is done where the socket is empty and the peer silent, and
 * where the application has paused reading. Who sends on and on is not waited for: behind
 * more than any socket holds it is done, and after 1.28 s once the socket is empty. Loop
 * thread only.
 *
 * <pre>
 *              nothing there
 *  READING ─────────────────────&gt; LISTENING, while the loop reads what comes
 *   │ │ ^ &lt;── time to look again ──┘  │
 *   │ v │ room                        │
 *   │ HELD UP &lt;─────── no room ───────┘
 *   v nothing there, and silent
 *  DONE
 * </pre>
 */
final class LastReads extends HeapTimer {

	private final NioConnection connection;

	private final Silence silence;

	/** Nothing is read when so many bytes have come in all. */
	private final long enough;

	/** How many had come when it looked last. */
	private long received;

	/** Since when it listens: from the beginning, or since it was held up. */
	private long begun;

	private boolean heldUp;

	LastReads(NioConnection connection) {
		this.connection = connection;
		this.silence = new Silence(connection);
		this.received = connection.input().received();
		this.enough = this.received + (long) Silence.MOST_LOOKS * connection.loop().readBuffer().capacity();
		this.begun = connection.loop().now();
	}

	/**
	 * Reads once more, if there is room; comes again when there may be more.
	 * @return whether it is not done
	 */
	boolean goOn() {
		Input input = this.connection.input();
		if (input.isHeldUp()) {
			this.heldUp = true;
			this.silence.heldUp();
			cancel();
			return true;
		}
		if (input.received() >= this.enough || input.isPaused()) {
			return false;
		}
		if (this.heldUp) {
			this.heldUp = false;
			this.begun = this.connection.loop().now();
		}
		return isArmed() || reads() || listens();
	}

	/** Whether something has come since it looked last, or is there now. */
	private boolean reads() {
		Input input = this.connection.input();
		boolean some = input.received() != this.received || this.connection.life().readOnce();
		this.received = input.received();
		if (some) {
			this.connection.life().settleLater();
		}
		return some;
	}

	private boolean listens() {
		EventLoop loop = this.connection.loop();
		long until = Deadlines.earlier(this.silence.ends(), this.begun + Silence.LONGEST);
		boolean listens = until - loop.now() > 0;
		if (listens) {
			loop.timers().arm(this, until);
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
