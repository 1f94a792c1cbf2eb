package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * A connection as far as its waits go, all of them on one timer: silence from the
 * beginning or later, output without progress, half a close, lingering. Activity only
 * notes the time; the timer, when it comes too early, looks at the notes and arms itself
 * anew. What most connections never note is in {@link RareWaits}. Loop thread only.
 */
abstract class Deadlines extends Source {

	/** How long the end of a TLS stream may wait for the socket. */
	private static final long GOODBYE = 3_000_000_000L;

	final NioConnection connection;

	private long lastRead;

	/** Whether the peer has sent anything. */
	private boolean heard;

	private long lastWrite;

	Deadlines(NioConnection connection) {
		this.connection = connection;
	}

	void beginWaits() {
		this.lastRead = now();
		this.lastWrite = now();
		RareWaits rare = rareWaits();
		if (rare != null) {
			rare.keptSince = now();
		}
		arm();
		if (limits().maxAge() < Nanos.FOREVER) {
			MaxAge maxAge = new MaxAge(this.connection);
			ownWaits().maxAge = maxAge;
			maxAge.begin();
		}
	}

	/** Whether the connection is to end for its age. */
	boolean isOld() {
		RareWaits rare = rareWaits();
		return rare != null && rare.maxAge != null && rare.maxAge.isReached();
	}

	private @Nullable RareWaits rareWaits() {
		return this.connection.rare().waits;
	}

	private RareWaits ownWaits() {
		RareParts rare = this.connection.ownRare();
		if (rare.waits == null) {
			rare.waits = new RareWaits(limits().idle(), this.lastRead);
		}
		return rare.waits;
	}

	void idleTimeout(long nanos) {
		ownWaits().idleTimeout = nanos;
		arm();
	}

	/** The turn of the last input, or of the beginning. */
	long lastRead() {
		return this.lastRead;
	}

	/** The turn in which a byte came or went last, or of the beginning. */
	long lastActive() {
		return later(this.lastRead, this.lastWrite);
	}

	void heard() {
		this.heard = true;
		this.lastRead = activity();
	}

	void wrote() {
		this.lastWrite = activity();
	}

	private long activity() {
		return this.connection.loop().activity().note(this, now());
	}

	/** What was noted for the beginning of a turn may have been as late as this. */
	void wasActive(long began, long ended) {
		this.lastRead = (this.lastRead == began) ? ended : this.lastRead;
		this.lastWrite = (this.lastWrite == began) ? ended : this.lastWrite;
	}

	/** Bytes have come at some time; told later. */
	void heardAt(long time) {
		this.heard = true;
		this.lastRead = later(this.lastRead, time);
	}

	/** Bytes have gone at some time; told later. */
	void wroteAt(long time) {
		this.lastWrite = later(this.lastWrite, time);
	}

	/** Keeps from now on when reading goes on after a pause. */
	Resumption resumption() {
		RareWaits waits = ownWaits();
		if (waits.resumption == null) {
			waits.resumption = new Resumption(this.connection.loop().clock());
		}
		return waits.resumption;
	}

	/** A reason not to read is lifted. */
	void resumed() {
		RareWaits rare = rareWaits();
		if (rare != null && rare.resumption != null) {
			rare.resumption.resumed();
		}
	}

	/** Bytes are about to wait for the socket, and none did before. */
	void outputWaits() {
		// the callback that wrote may have taken long, and the wait begins now
		long now = this.connection.loop().clock().nanos();
		ownWaits().outputSince = now;
		arm(earlier(now + limits().write(), earliest()));
	}

	/** One direction has ended. */
	void halfClosed() {
		RareWaits waits = ownWaits();
		if (!waits.halfClosed) {
			waits.halfClosed = true;
			waits.halfClosedSince = now();
			arm();
		}
	}

	void closing() {
		ownWaits().closingSince = now();
		arm();
	}

	/** FIN is sent, and the peer's is awaited. */
	void lingers() {
		ownWaits().lingersSince = now();
		arm();
	}

	void cancelWaits() {
		this.connection.loop().timers().cancel(this);
		RareWaits rare = rareWaits();
		if (rare != null && rare.maxAge != null) {
			rare.maxAge.cancel();
		}
	}

	/** What stands in the handler's place while the connection is split. */
	abstract @Nullable Split halves();

	/** Learns what has moved past the loop, and what has come and is not read. */
	abstract void listen();

	/** Whether the handler keeps the connection, although it is idle. */
	abstract boolean callIdle();

	private long now() {
		return this.connection.loop().now();
	}

	@Override
	void fire() {
		account();
		long now = now();
		if (idleDue() - now <= 0) {
			listen();
		}
		if (this.connection.phase() == Phase.LINGERING) {
			if (lingerDue() - now <= 0) {
				this.connection.closing().doom(CloseReason.LOCAL, null);
			}
		}
		else if (outputDue() - now <= 0) {
			this.connection.limited("write-timeout");
			this.connection.closing().abort(CloseReason.WRITE_TIMEOUT, null);
		}
		else if (halfCloseDue() - now <= 0) {
			this.connection.limited("half-close-timeout");
			this.connection.closing().abort(CloseReason.HALF_CLOSE_TIMEOUT, null);
		}
		else if (firstByteDue() - now <= 0) {
			this.connection.limited("first-byte-timeout");
			this.connection.closing().close(CloseReason.IDLE, null);
		}
		else if (idleDue() - now <= 0) {
			idle((readIdleDue() - now <= 0) ? "read-idle-timeout" : "idle-timeout");
		}
		arm();
	}

	/** Learns what threads have moved past the loop. */
	private void account() {
		Split halves = halves();
		if (halves != null) {
			halves.account();
		}
	}

	private void idle(String setting) {
		if (callIdle()) {
			ownWaits().keptSince = this.connection.loop().clock().nanos();
		}
		else {
			tellIdle(setting);
			this.connection.closing().close(CloseReason.IDLE, null);
		}
	}

	/** What a connection has set for itself is no setting of the server. */
	private void tellIdle(String setting) {
		if (idleTimeout() == limits().idle() || !setting.equals("idle-timeout")) {
			this.connection.limited(setting);
		}
	}

	private void arm() {
		arm(earliest());
	}

	private void arm(long due) {
		if (this.connection.isDoomed()) {
			return;
		}
		if (due - now() >= Nanos.FOREVER / 2) {
			this.connection.loop().timers().cancel(this);
		}
		else if (!isArmed() || due - this.due < 0) {
			this.connection.loop().timers().arm(this, due);
		}
	}

	private long earliest() {
		if (this.connection.phase() == Phase.LINGERING) {
			return lingerDue();
		}
		return earlier(earlier(outputDue(), halfCloseDue()), earlier(firstByteDue(), idleDue()));
	}

	private long outputDue() {
		if (!this.connection.rare().isWaiting() && !finWaits()) {
			return never();
		}
		return later(ownWaits().outputSince, this.lastWrite) + limits().write();
	}

	private boolean finWaits() {
		return this.connection.isClosing() && this.connection.closing().finWaits();
	}

	/** Half closed, or closing with answers owed. */
	private long halfCloseDue() {
		Phase phase = this.connection.phase();
		if (phase == Phase.FLUSHING && this.connection.isOwing()) {
			return later(ownWaits().closingSince, this.lastWrite) + limits().halfClose();
		}
		RareWaits rare = rareWaits();
		if (rare == null || !rare.halfClosed || phase != Phase.OPEN) {
			return never();
		}
		return later(rare.halfClosedSince, later(this.lastRead, this.lastWrite)) + limits().halfClose();
	}

	private long lingerDue() {
		long since = ownWaits().lingersSince;
		long idle = later(this.lastRead, since) + limits().lingerIdle();
		long due = earlier(idle, since + limits().lingerTime());
		return this.connection.transport().holdsOutput() ? earlier(due, since + GOODBYE) : due;
	}

	/** Until the first byte the last one is noted to have come at the beginning. */
	private long firstByteDue() {
		boolean waits = !this.heard && this.connection.phase() == Phase.OPEN;
		return waits ? this.lastRead + limits().firstByte() : never();
	}

	private long idleDue() {
		if (this.connection.phase() != Phase.OPEN) {
			return never();
		}
		return earlier(later(lastHeard(), this.lastWrite) + idleTimeout(), readIdleDue());
	}

	private long idleTimeout() {
		RareWaits rare = rareWaits();
		return (rare != null) ? rare.idleTimeout : limits().idle();
	}

	private long readIdleDue() {
		return lastHeard() + limits().readIdle();
	}

	private long lastHeard() {
		RareWaits rare = rareWaits();
		return (rare != null) ? later(this.lastRead, rare.keptSince) : this.lastRead;
	}

	private Limits limits() {
		return this.connection.context().limits();
	}

	private long never() {
		return now() + Nanos.FOREVER;
	}

	static long earlier(long one, long other) {
		return (one - other < 0) ? one : other;
	}

	static long later(long one, long other) {
		return (one - other < 0) ? other : one;
	}

}
