package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

import org.jspecify.annotations.Nullable;

/**
 * A connection as far as its output goes, in the order it was written. Direct first: a
 * small write gathers in the loop's batch and leaves when the callback ends, a larger one
 * goes straight to the socket; only what the socket does not take is queued.
 *
 * <pre>
 *  write ── 16 KiB or less ──&gt; Batch ──┐ callback ends
 *        ── more ──────────────────────┴──&gt; socket ── not taken ──&gt; WriteQueue ── writable ──&gt; socket
 *        ── bytes are queued ────────────────────────────────────────────^
 * </pre>
 *
 * Loop thread only, but for what says otherwise.
 */
abstract class Output extends Input {

	static final int SMALL = 16 * 1024;

	private long sent;

	private boolean completionOwed;

	Output(NioConnection connection) {
		super(connection);
	}

	/** Any thread. */
	long pending() {
		return rare().pending();
	}

	/** Any thread. */
	boolean isWritable() {
		return !rare().isAboveMark();
	}

	/** Whether neither the connection nor its output has been closed. Any thread. */
	boolean takesWrites() {
		return !isShut() && this.connection.isOpen();
	}

	/** Whether bytes wait for the socket. */
	boolean isWaiting() {
		return rare().isWaiting();
	}

	/** Whether the socket is to say when it takes bytes. */
	boolean hasOutput() {
		return isWaiting() || this.connection.transport().holdsOutput();
	}

	private RareParts rare() {
		return this.connection.rare();
	}

	private RareParts ownRare() {
		return this.connection.ownRare();
	}

	/** Bytes that the socket took. */
	long sent() {
		Split halves = halves();
		return this.sent + ((halves != null) ? halves.out().sentStraight() : 0);
	}

	/**
	 * The position in the stream up to which bytes were accepted: what is not sent by now
	 * is in the batch or waits, as long as nothing is lost.
	 */
	@Override
	long accepted() {
		return this.sent + this.connection.loop().batch().held(this) + rare().bytes();
	}

	/**
	 * Counts bytes that another thread sends here, or fewer if it no longer does. Any
	 * thread.
	 * @return whether they fit under the cap
	 */
	boolean reserve(int bytes) {
		RareParts rare = ownRare();
		boolean fits = rare.reserve(bytes, this.connection.context().config().writeMaxPending());
		if (fits) {
			checkMark(rare);
		}
		return fits;
	}

	/** Takes bytes that were reserved. */
	void writeReserved(ByteBuffer source, @Nullable WriteListener done) {
		ownRare().arrives(source.remaining());
		write(source, done);
	}

	/** Takes what was reserved before; also while the connection closes. */
	void answer(ByteBuffer source) {
		ownRare().arrives(source.remaining());
		if (takesAnswers()) {
			ownOutput();
			accept(source, null);
		}
	}

	private boolean takesAnswers() {
		return !isShut() && !this.connection.isDoomed();
	}

	/**
	 * Whether writes are accepted, behind what a thread has begun to send, of which the
	 * rest may be lost right now.
	 */
	private boolean ownsOutput() {
		if (takesWrites()) {
			ownOutput();
		}
		return takesWrites();
	}

	/** Makes the loop the one who sends, behind what a thread has begun to send. */
	void ownOutput() {
		Split halves = halves();
		if (halves != null) {
			halves.out().own();
		}
	}

	/** Whether a small write would be gathered now. */
	boolean gathers() {
		return ownsOutput() && !isWaiting();
	}

	/** How many bytes more may wait here, of which the batch may hold some. */
	long allowance() {
		return this.connection.context().config().writeMaxPending() - pending();
	}

	/** Bytes come, and the handler is to be told when they are out. */
	void bytesCome() {
		this.completionOwed = true;
		settleLater();
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
		expect(bytes, done);
		if (bytes <= SMALL) {
			gather(source);
		}
		else {
			sendLarge(source);
		}
	}

	/** Prepares for bytes, before they go into the batch or further. */
	private void expect(long bytes, @Nullable WriteListener done) {
		this.connection.loop().batch().count();
		bytesCome();
		if (done != null) {
			outcomes().expect(accepted() + bytes, bytes, done);
		}
	}

	/**
	 * Takes bytes that were reserved, and keeps them where they are until they are out.
	 */
	void transfer(ByteBuffer source, WriteListener done) {
		int bytes = source.remaining();
		RareParts rare = ownRare();
		rare.arrives(bytes);
		if (admits(done)) {
			boolean direct = startTransfer(bytes, done);
			rare.queue().lend(source);
			rare.lent(bytes);
			endTransfer(direct);
		}
	}

	/** Takes a region of a file. */
	void transfer(FileChannel file, long position, long count, WriteListener done) {
		if (admits(done)) {
			boolean direct = startTransfer(count, done);
			if (count > 0) {
				ownRare().queue().lend(file, position, count);
			}
			endTransfer(direct);
		}
	}

	private boolean startTransfer(long bytes, WriteListener done) {
		expect(bytes, done);
		this.connection.loop().batch().flush(this);
		return !isWaiting();
	}

	private void endTransfer(boolean direct) {
		if (direct && !isBroken()) {
			outputWaits();
			try {
				flush(this.connection.counters().writtenDirect);
			}
			catch (IOException ex) {
				outputFailed(ex);
			}
		}
		checkMark(rare());
	}

	/** Whether nothing may be sent any more, since something before it was lost. */
	private boolean isBroken() {
		return rare().outputFailure != null || this.connection.isDoomed();
	}

	private boolean admits(@Nullable WriteListener done) {
		boolean takes = ownsOutput();
		if (!takes) {
			refuse(done, new ClosedChannelException());
		}
		return takes;
	}

	/** Tells a listener, in its turn, that its write was not accepted. */
	void refuse(@Nullable WriteListener done, Throwable failure) {
		if (done != null) {
			outcomes().refuse(accepted(), done, failure);
			settleLater();
		}
	}

	private Outcomes outcomes() {
		return ownRare().outcomes(this.connection);
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
				wrote();
			}
		}
		catch (IOException ex) {
			outputFailed(ex);
		}
		if (source.hasRemaining()) {
			enqueue(source);
		}
	}

	/** Counts bytes that the socket took ahead of what comes next. */
	void sentAhead(int bytes) {
		this.sent += bytes;
	}

	private void enqueue(ByteBuffer source) {
		int bytes = source.remaining();
		if (!isBroken()) {
			if (!isWaiting()) {
				outputWaits();
			}
			while (!ownRare().queue().append(source, this.connection.loop().buffers())) {
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
	long outputMemory() {
		return rare().memory();
	}

	/** Gives the memory back ahead of the release; for a connection that is doomed. */
	void dropOutput() {
		rare().drop(this.connection.loop().buffers());
	}

	private void count(long queued) {
		RareParts rare = ownRare();
		rare.queued(queued);
		checkMark(rare);
		pauseAboveMark();
	}

	/** At once, so that a handler which decodes on can see it and stop. */
	private void pauseAboveMark() {
		if (!isWritable() && this.connection.config().writePauseReading() && halves() == null) {
			pause(PauseReason.WRITE_MARK);
		}
	}

	private void checkMark(RareParts rare) {
		if (rare.pending() > this.connection.context().config().writeHighWaterMark()) {
			rare.aboveMark(true);
		}
	}

	/** The socket takes bytes again. */
	void flushOutput() {
		try {
			if (this.connection.transport().holdsOutput()) {
				this.connection.transport().flush();
				settleLater();
			}
			flush(this.connection.counters().writtenQueued);
		}
		catch (IOException ex) {
			outputFailed(ex);
		}
	}

	private void flush(Counter counter) throws IOException {
		EventLoop loop = this.connection.loop();
		long count = rare().writeTo(this.connection.transport(), loop.scratch(), loop.buffers());
		if (count > 0) {
			this.sent += count;
			counter.add(count);
			wrote();
			settleLater();
		}
	}

	/**
	 * No more writes are accepted; FIN follows what is queued, and what a thread has
	 * begun to send, of which the rest has to be queued before.
	 */
	void shut() {
		if (takesAnswers()) {
			ownOutput();
		}
		ownRare().outputShut = true;
		settleLater();
	}

	boolean isShut() {
		return rare().outputShut;
	}

	/** Writing failed; the input of a split connection goes on, any other one ends. */
	void outputFailed(IOException failure) {
		Split halves = halves();
		if (halves != null && this.connection.isOpen()) {
			// what waits is told when the turn ends
			ownRare().outputFailure = failure;
			shut();
			halves.outputFailed(failure);
		}
		else {
			failed(failure);
		}
	}

	/** Tells a listener, in its turn, when all that was written before is out. */
	void tellWhenOut(WriteListener done) {
		if (admits(done)) {
			outcomes().expect(accepted(), 0, done);
			settleLater();
		}
	}

	/** Ends a turn: tells of what is out, and holds the marks. */
	void settleOutput() {
		RareParts rare = rare();
		rare.settleArrived();
		if (rare.outputFailure != null) {
			releaseOutput(rare.outputFailure);
		}
		if (rare.outcomes != null) {
			rare.outcomes.deliver(this.sent);
		}
		if (this.completionOwed && !isWaiting()) {
			this.completionOwed = false;
			call(Callback.WRITE_COMPLETE);
		}
		if (!isWritable()) {
			settleMark();
		}
	}

	private void settleMark() {
		RareParts rare = rare();
		if (rare.pending() > this.connection.config().writeLowWaterMark()) {
			pauseAboveMark();
			return;
		}
		rare.aboveMark(false);
		resume(PauseReason.WRITE_MARK);
		call(Callback.WRITABLE);
	}

	/** Whether everything accepted is out and told. */
	boolean isDone() {
		return !isWaiting() && !rare().owesOutcomes();
	}

	/** Drops what is left, and tells that it was not sent. */
	void releaseOutput(Throwable failure) {
		dropOutput();
		failOutcomes(failure);
	}

	/** Tells those who wait that nothing more is sent. */
	void failOutcomes(Throwable failure) {
		RareParts rare = rare();
		rare.settleArrived();
		if (rare.outcomes != null) {
			rare.outcomes.fail(this.sent, failure);
		}
	}

}
