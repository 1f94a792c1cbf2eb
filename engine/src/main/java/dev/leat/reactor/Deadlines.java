package dev.leat.reactor;

/**
 * The waits of one connection, on one timer: silence, output without progress, half a
 * close, lingering. Activity only notes the time; the timer, when it comes too early,
 * looks at the notes and arms itself anew. Loop thread only.
 */
final class Deadlines extends HeapTimer {

	private final NioConnection connection;

	private long idleTimeout;

	private long lastRead;

	private long lastWrite;

	/** When the handler last chose to keep the idle connection. */
	private long keptSince;

	private long outputSince;

	private long halfClosedSince;

	private boolean halfClosed;

	private long closingSince;

	private long lingersSince;

	Deadlines(NioConnection connection) {
		this.connection = connection;
		this.idleTimeout = connection.context().limits().idle();
	}

	void begin() {
		this.lastRead = now();
		this.lastWrite = now();
		this.keptSince = now();
		arm();
	}

	void idleTimeout(long nanos) {
		this.idleTimeout = nanos;
		arm();
	}

	void read() {
		this.lastRead = now();
	}

	void wrote() {
		this.lastWrite = now();
	}

	/** Bytes are about to wait for the socket, and none did before. */
	void outputWaits() {
		this.outputSince = now();
		arm(earlier(this.outputSince + limits().write(), earliest()));
	}

	/** One direction has ended. */
	void halfClosed() {
		if (!this.halfClosed) {
			this.halfClosed = true;
			this.halfClosedSince = now();
			arm();
		}
	}

	void closing() {
		this.closingSince = now();
		arm();
	}

	/** FIN is sent, and the peer's is awaited. */
	void lingers() {
		this.lingersSince = now();
		arm();
	}

	void cancel() {
		this.connection.loop().timers().cancel(this);
	}

	private long now() {
		return this.connection.loop().now();
	}

	@Override
	void fire() {
		long now = now();
		if (this.connection.closing().phase() == Closing.Phase.LINGERING) {
			if (lingerDue() - now <= 0) {
				this.connection.closing().doom(CloseReason.LOCAL, null);
			}
		}
		else if (outputDue() - now <= 0) {
			this.connection.closing().abort(CloseReason.WRITE_TIMEOUT, null);
		}
		else if (halfCloseDue() - now <= 0) {
			this.connection.closing().abort(CloseReason.HALF_CLOSE_TIMEOUT, null);
		}
		else if (idleDue() - now <= 0) {
			idle();
		}
		arm();
	}

	private void idle() {
		if (this.connection.life().callIdle()) {
			this.keptSince = now();
		}
		else {
			this.connection.closing().close(CloseReason.IDLE, null);
		}
	}

	private void arm() {
		arm(earliest());
	}

	private void arm(long due) {
		if (this.connection.closing().isDoomed()) {
			return;
		}
		if (due - now() >= Nanos.FOREVER / 2) {
			cancel();
		}
		else if (!isArmed() || due - this.due < 0) {
			this.connection.loop().timers().arm(this, due);
		}
	}

	private long earliest() {
		if (this.connection.closing().phase() == Closing.Phase.LINGERING) {
			return lingerDue();
		}
		return earlier(earlier(outputDue(), halfCloseDue()), idleDue());
	}

	private long outputDue() {
		long since = later(this.outputSince, this.lastWrite);
		return this.connection.output().isWaiting() ? since + limits().write() : never();
	}

	/** Half closed, or closing with answers owed. */
	private long halfCloseDue() {
		Closing.Phase phase = this.connection.closing().phase();
		if (phase == Closing.Phase.FLUSHING && this.connection.isOwing()) {
			return later(this.closingSince, this.lastWrite) + limits().halfClose();
		}
		if (!this.halfClosed || phase != Closing.Phase.OPEN) {
			return never();
		}
		return later(this.halfClosedSince, later(this.lastRead, this.lastWrite)) + limits().halfClose();
	}

	private long lingerDue() {
		long idle = later(this.lastRead, this.lingersSince) + limits().lingerIdle();
		return earlier(idle, this.lingersSince + limits().lingerTime());
	}

	private long idleDue() {
		if (this.connection.closing().phase() != Closing.Phase.OPEN) {
			return never();
		}
		long read = later(this.lastRead, this.keptSince);
		return earlier(later(read, this.lastWrite) + this.idleTimeout, read + limits().readIdle());
	}

	private Limits limits() {
		return this.connection.context().limits();
	}

	private long never() {
		return now() + Nanos.FOREVER;
	}

	private static long earlier(long one, long other) {
		return (one - other < 0) ? one : other;
	}

	private static long later(long one, long other) {
		return (one - other < 0) ? other : one;
	}

}
