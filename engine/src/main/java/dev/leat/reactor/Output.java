package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * What goes out of one connection, in the order it was written. Direct first: a small
 * write gathers in the loop's batch and leaves when the callback ends, a larger one goes
 * straight to the socket; only what the socket does not take is queued.
 *
 * <pre>
 *  write ── 16 KiB or less ──&gt; Batch ──┐ callback ends
 *        ── more ──────────────────────┴──&gt; socket ── not taken ──&gt; WriteQueue ── writable ──&gt; socket
 *        ── bytes are queued ────────────────────────────────────────────^
 * </pre>
 *
 * Loop thread only, but for what says otherwise.
 */
final class Output {

	static final int SMALL = 16 * 1024;

	private static final AtomicLongFieldUpdater<Output> PENDING = AtomicLongFieldUpdater.newUpdater(Output.class,
			"pending");

	private final NioConnection connection;

	/** Made for the first bytes that wait, and dropped with the last. */
	private @Nullable WriteQueue queue;

	/** Bytes queued, and bytes on their way here from other threads. */
	private volatile long pending;

	private long accepted;

	private long sent;

	private boolean completionOwed;

	private volatile boolean shut;

	/** Above the high mark, and not back at the low one. */
	private volatile boolean aboveMark;

	Output(NioConnection connection) {
		this.connection = connection;
	}

	/** Any thread. */
	long pending() {
		return this.pending;
	}

	/** Any thread. */
	boolean isWritable() {
		return !this.aboveMark;
	}

	/** Whether neither the connection nor its output has been closed. Any thread. */
	boolean takesWrites() {
		return !this.shut && this.connection.isOpen();
	}

	/** Whether bytes wait for the socket. */
	boolean isWaiting() {
		return this.queue != null && !this.queue.isEmpty();
	}

	private WriteQueue queue() {
		if (this.queue == null) {
			this.queue = new WriteQueue();
		}
		return this.queue;
	}

	/** Bytes that the socket took. */
	long sent() {
		return this.sent + this.connection.life().sentStraight();
	}

	/** The position in the stream up to which bytes were accepted. */
	long accepted() {
		this.connection.loop().batch().count();
		return this.accepted;
	}

	/**
	 * Counts bytes that another thread sends here, or fewer if it no longer does. Any
	 * thread.
	 * @return whether they fit under the cap
	 */
	boolean reserve(int bytes) {
		long cap = this.connection.context().config().writeMaxPending();
		long before;
		do {
			before = this.pending;
			if (before + bytes > cap) {
				return false;
			}
		}
		while (!PENDING.compareAndSet(this, before, before + bytes));
		raised(before + bytes);
		return true;
	}

	/** Takes bytes that were reserved. */
	void writeReserved(ByteBuffer source, @Nullable WriteListener done) {
		this.connection.ownRare().arrived += source.remaining();
		write(source, done);
	}

	/** Takes what was reserved before; also while the connection closes. */
	void answer(ByteBuffer source) {
		this.connection.ownRare().arrived += source.remaining();
		if (!this.shut && !this.connection.isDoomed()) {
			accept(source, null);
		}
	}

	/** Whether a small write would be gathered now. */
	boolean gathers() {
		if (takesWrites()) {
			this.connection.life().ownOutput();
			return !isWaiting();
		}
		return false;
	}

	/** How many bytes more may wait here, of which the batch may hold some. */
	long allowance() {
		return this.connection.context().config().writeMaxPending() - this.pending;
	}

	/** Counts what was composed in the room that the batch has lent. */
	void composed(long bytes) {
		this.accepted += bytes;
		this.completionOwed = true;
		this.connection.life().settleLater();
	}

	/** Takes bytes that fit. They are sent or copied when it returns. */
	void write(ByteBuffer source, @Nullable WriteListener done) {
		if (admits(done)) {
			accept(source, done);
		}
		source.position(source.limit());
	}

	private void accept(ByteBuffer source, @Nullable WriteListener done) {
		int bytes = source.remaining();
		accepted(bytes);
		if (done != null) {
			outcomes().expect(this.accepted, bytes, done);
		}
		if (bytes <= SMALL) {
			gather(source);
		}
		else {
			sendLarge(source);
		}
	}

	/** Counts bytes in, before they go into the batch or further. */
	private void accepted(long bytes) {
		this.connection.life().ownOutput();
		this.connection.loop().batch().count();
		composed(bytes);
	}

	/**
	 * Takes bytes that were reserved, and keeps them where they are until they are out.
	 */
	void transfer(ByteBuffer source, WriteListener done) {
		int bytes = source.remaining();
		this.connection.ownRare().arrived += bytes;
		if (admits(done)) {
			boolean direct = startTransfer(bytes, done);
			queue().lend(source);
			this.connection.ownRare().arrived -= bytes;
			endTransfer(direct);
		}
	}

	/** Takes a region of a file. */
	void transfer(FileChannel file, long position, long count, WriteListener done) {
		if (admits(done)) {
			boolean direct = startTransfer(count, done);
			if (count > 0) {
				queue().lend(file, position, count);
			}
			endTransfer(direct);
		}
	}

	private boolean startTransfer(long bytes, WriteListener done) {
		accepted(bytes);
		outcomes().expect(this.accepted, bytes, done);
		this.connection.loop().batch().flush(this);
		return !isWaiting();
	}

	private void endTransfer(boolean direct) {
		if (direct && !isBroken()) {
			this.connection.deadlines().outputWaits();
			try {
				flush(this.connection.counters().writtenDirect);
			}
			catch (IOException ex) {
				this.connection.life().outputFailed(ex);
			}
		}
		raised(this.pending);
	}

	/** Whether nothing may be sent any more, since something before it was lost. */
	private boolean isBroken() {
		return this.connection.rare().outputFailure != null || this.connection.isDoomed();
	}

	private boolean admits(@Nullable WriteListener done) {
		boolean takes = takesWrites();
		if (!takes) {
			refuse(done, new ClosedChannelException());
		}
		return takes;
	}

	/** Tells a listener, in its turn, that its write was not accepted. */
	void refuse(@Nullable WriteListener done, Throwable failure) {
		if (done != null) {
			outcomes().refuse(accepted(), done, failure);
			this.connection.life().settleLater();
		}
	}

	private Outcomes outcomes() {
		return this.connection.ownRare().outcomes(this.connection);
	}

	private void gather(ByteBuffer source) {
		Batch batch = this.connection.loop().batch();
		if (!isWaiting()) {
			batch.open(this, source.remaining());
		}
		if (isBroken() || isWaiting()) {
			enqueue(source);
		}
		else {
			batch.add(source);
		}
	}

	private void sendLarge(ByteBuffer source) {
		Batch batch = this.connection.loop().batch();
		batch.flush(this);
		while (source.hasRemaining() && !isWaiting() && this.connection.isOpen()) {
			if (source.isDirect()) {
				sendNow(source);
			}
			else {
				batch.sendSome(this, source);
			}
		}
		if (source.hasRemaining()) {
			enqueue(source);
		}
	}

	/** Gives bytes to the socket, and queues what it does not take. */
	void sendNow(ByteBuffer source) {
		if (isBroken()) {
			source.position(source.limit());
			return;
		}
		try {
			int count = this.connection.transport().write(source);
			this.sent += count;
			this.connection.counters().writtenDirect.add(count);
			if (count > 0) {
				this.connection.deadlines().wrote();
			}
		}
		catch (IOException ex) {
			this.connection.life().outputFailed(ex);
		}
		if (source.hasRemaining()) {
			enqueue(source);
		}
	}

	/** Counts bytes that the socket took ahead of what comes next. */
	void sentAhead(int bytes) {
		this.accepted += bytes;
		this.sent += bytes;
	}

	private void enqueue(ByteBuffer source) {
		int bytes = source.remaining();
		if (!isBroken()) {
			if (!isWaiting()) {
				this.connection.deadlines().outputWaits();
			}
			while (!queue().append(source, this.connection.loop().buffers())) {
				if (!this.connection.loop().pressure().makeRoom(this.connection)) {
					this.connection.closing().abort(CloseReason.MEMORY, null);
					break;
				}
			}
			count(bytes - source.remaining());
		}
		source.position(source.limit());
	}

	/** Bytes of memory that wait here. */
	long memory() {
		return (this.queue != null) ? this.queue.memory() : 0;
	}

	/** Gives the memory back ahead of the release; for a connection that is doomed. */
	void drop() {
		if (this.queue != null) {
			PENDING.addAndGet(this, -this.queue.memory());
			this.queue.release(this.connection.loop().buffers());
			this.queue = null;
		}
	}

	private void count(long queued) {
		long counted = this.connection.rare().takeArrived(queued);
		raised(PENDING.addAndGet(this, queued - counted));
		pauseAboveMark();
	}

	/** At once, so that a handler which decodes on can see it and stop. */
	private void pauseAboveMark() {
		if (this.aboveMark && this.connection.config().writePauseReading() && this.connection.life().halves() == null) {
			this.connection.input().pause(PauseReason.WRITE_MARK);
		}
	}

	private void raised(long bytes) {
		if (bytes > this.connection.context().config().writeHighWaterMark()) {
			this.aboveMark = true;
		}
	}

	/** The socket takes bytes again. */
	void flush() throws IOException {
		flush(this.connection.counters().writtenQueued);
	}

	private void flush(Counter counter) throws IOException {
		long before = memory();
		long count = writeQueued(this.connection.loop());
		if (count > 0) {
			this.sent += count;
			PENDING.addAndGet(this, memory() - before);
			counter.add(count);
			this.connection.deadlines().wrote();
			this.connection.life().settleLater();
		}
	}

	private long writeQueued(EventLoop loop) throws IOException {
		if (this.queue == null) {
			return 0;
		}
		long count = this.queue.writeTo(this.connection.transport(), loop.scratch(), loop.buffers());
		if (this.queue.isEmpty()) {
			this.queue = null;
		}
		return count;
	}

	/** No more writes are accepted; FIN follows what is queued. */
	void shut() {
		this.shut = true;
		this.connection.life().settleLater();
	}

	boolean isShut() {
		return this.shut;
	}

	/** The socket takes no more; what waits is told when the turn ends. */
	void fail(IOException failure) {
		this.connection.ownRare().outputFailure = failure;
		shut();
	}

	/** Tells a listener, in its turn, when all that was written before is out. */
	void tellWhenOut(WriteListener done) {
		if (admits(done)) {
			this.connection.life().ownOutput();
			outcomes().expect(accepted(), 0, done);
			this.connection.life().settleLater();
		}
	}

	/** Ends a turn: tells of what is out, and holds the marks. */
	void settle() {
		settleArrived();
		RareParts rare = this.connection.rare();
		if (rare.outputFailure != null) {
			release(rare.outputFailure);
		}
		if (rare.outcomes != null) {
			rare.outcomes.deliver(this.sent);
		}
		if (this.completionOwed && !isWaiting()) {
			this.completionOwed = false;
			this.connection.life().call(Callback.WRITE_COMPLETE);
		}
		if (this.aboveMark) {
			settleMark();
		}
	}

	/** What arrived and is not queued has been sent or refused. */
	private void settleArrived() {
		long arrived = this.connection.rare().takeArrived(Long.MAX_VALUE);
		if (arrived != 0) {
			PENDING.addAndGet(this, -arrived);
		}
	}

	private void settleMark() {
		if (this.pending > this.connection.config().writeLowWaterMark()) {
			pauseAboveMark();
			return;
		}
		this.aboveMark = false;
		this.connection.input().resume(PauseReason.WRITE_MARK);
		this.connection.life().call(Callback.WRITABLE);
	}

	/** Whether everything accepted is out and told. */
	boolean isDone() {
		return !isWaiting() && !this.connection.rare().owesOutcomes();
	}

	/** Drops what is left, and tells that it was not sent. */
	void release(Throwable failure) {
		drop();
		failOutcomes(failure);
	}

	/** Tells those who wait that nothing more is sent. */
	void failOutcomes(Throwable failure) {
		settleArrived();
		Outcomes outcomes = this.connection.rare().outcomes;
		if (outcomes != null) {
			outcomes.fail(this.sent, failure);
		}
	}

}
