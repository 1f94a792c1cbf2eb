package dev.leat.reactor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The output of a split connection. Whoever holds this side copies small writes into mail
 * for the loop, lends it large ones, and waits while the {@link Output} stands above its
 * high mark. What is written goes in pieces that are small enough for the cap. While
 * nothing waits to be sent, a stream has a lease, and its thread gives large buffers to
 * the socket itself.
 *
 * <pre>
 *  write ── 16 KiB or less ──&gt; a copy, as mail ──┐
 *    └───── more ──&gt; Loan: waits meanwhile ───────┴──&gt; the loop: Output
 *            └── Lease ──&gt; the socket ── a rest ────────────^
 *  writeAsync ──&gt; PendingWrite ────────────────────────────^
 * </pre>
 */
final class WriteSide extends Side {

	/** What a connection sends at most before others have their turn. */
	private static final int AT_ONCE = 256 * 1024;

	private final Output output;

	private final int piece;

	private final long cap;

	/** What a thread that waits writes from, once its mail has come. */
	private @Nullable Loan loan;

	private @Nullable PendingWrite pending;

	/** The right to send in the loop's place; for streams only. */
	private final Lease lease = new Lease();

	private final boolean leased;

	private long sentStraight;

	/** Whether mail of the connection's is being opened. */
	private volatile boolean opening;

	/** What the socket did not take from a thread, which nothing may overtake. */
	private volatile @Nullable ByteBuffer rest;

	WriteSide(NioConnection connection, int piece, boolean leased) {
		super(connection);
		this.leased = leased;
		this.output = connection.output();
		this.cap = connection.context().config().writeMaxPending();
		this.piece = piece;
	}

	@Override
	IllegalStateException pending() {
		return new WritePendingException();
	}

	// The user's thread

	void write(ByteBuffer bytes) throws IOException {
		holdToWait();
		int before = bytes.position();
		try {
			checkEnding();
			if (bytes.remaining() <= Output.SMALL) {
				copy(bytes);
			}
			else {
				sendLarge(bytes);
			}
		}
		catch (InterruptedIOException ex) {
			ex.bytesTransferred = bytes.position() - before;
			throw ex;
		}
		finally {
			letGo();
		}
	}

	private void copy(ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			int count = Math.min(bytes.remaining(), this.piece);
			while (!(this.output.isWritable() && this.output.reserve(count))) {
				await(() -> hasRoom(count), Patience.ENDLESS);
				checkEnding();
			}
			byte[] copy = new byte[count];
			bytes.get(copy);
			connection().deliver(new Asks.Write(connection(), copy, null));
		}
	}

	private void sendLarge(ByteBuffer bytes) throws IOException {
		boolean more = true;
		while (more) {
			share().next();
			more = sendStraight(bytes) && bytes.hasRemaining();
		}
		if (bytes.hasRemaining()) {
			lend(bytes);
		}
	}

	/**
	 * Sends a piece from this thread, where it may.
	 * @return whether the socket took all of it
	 */
	private boolean sendStraight(ByteBuffer bytes) {
		int count = Math.min(bytes.remaining(), this.piece);
		// whoever overtook its own mail would break the order
		if (!bytes.isDirect() || !isQuiet() || !this.lease.begin()) {
			return false;
		}
		boolean all = false;
		try {
			all = this.output.takesWrites() && this.output.reserve(count) && sendReserved(bytes, count);
		}
		finally {
			this.lease.end(!all);
			tellRest();
		}
		return all;
	}

	/** Whether all was done that this thread has asked for. */
	private boolean isQuiet() {
		return connection().isTakenOut() && !this.opening;
	}

	private boolean sendReserved(ByteBuffer bytes, int count) {
		ByteBuffer piece = bytes.slice(bytes.position(), count);
		try {
			connection().transport().write(piece);
		}
		catch (ClosedChannelException ex) {
			// the loop has ended it, and tells how
		}
		catch (IOException ex) {
			connection().ask((connection) -> connection.life().outputFailed(ex));
		}
		int sent = piece.position();
		if (sent > 0) {
			this.lease.moved(sent, connection().loop().clock().nanos());
			connection().counters().writtenByThreads.add(sent);
			share().took(sent);
			bytes.position(bytes.position() + count);
			keepRest(piece);
		}
		giveUp((sent > 0) ? sent : count);
		return sent == count;
	}

	private void giveUp(int reserved) {
		this.output.reserve(-reserved);
		if (!this.output.isWritable()) {
			// others may have reserved beside it, and wait for the low mark
			connection().ask((connection) -> connection.life().settleLater());
		}
	}

	private void keepRest(ByteBuffer piece) {
		if (piece.hasRemaining()) {
			this.rest = ByteBuffer.allocate(piece.remaining()).put(piece).flip();
		}
	}

	private void tellRest() {
		if (this.rest != null) {
			connection().ask((connection) -> own());
		}
	}

	private void lend(ByteBuffer bytes) throws IOException {
		Loan lent = new Loan(bytes);
		try {
			connection().ask((connection) -> begin(lent));
			await(lent::isBack, Patience.ENDLESS);
		}
		finally {
			lent.takeBack();
		}
		if (bytes.hasRemaining()) {
			checkEnding();
		}
	}

	private boolean hasRoom(int bytes) {
		return this.output.isWritable() && this.output.pending() + bytes <= this.cap;
	}

	/** Fails where nothing can be written any more. */
	void checkEnding() throws IOException {
		check();
		Ending ending = ending();
		if (ending != null) {
			throw ending.failure();
		}
	}

	void flush() throws IOException {
		holdToWait();
		try {
			checkEnding();
			CompletableFuture<@Nullable Throwable> told = new CompletableFuture<>();
			connection().ask((connection) -> this.output.tellWhenOut((same, bytes, failure) -> {
				told.complete(failure);
				changed();
			}));
			await(told::isDone, Patience.ENDLESS);
			Throwable failure = told.getNow(null);
			if (failure != null || !told.isDone()) {
				checkEnding();
			}
			if (failure != null) {
				throw new IOException(failure.getMessage(), failure);
			}
		}
		finally {
			letGo();
		}
	}

	CompletableFuture<Long> writeAsync(ByteBuffer bytes, WriteHandle owner) {
		hold();
		PendingWrite write = new PendingWrite(this, bytes, owner);
		if (isOpen()) {
			connection().ask((connection) -> begin(write));
		}
		else {
			// behind the closing
			connection().later((connection) -> begin(write));
		}
		return write.told();
	}

	// The loop

	/** Lets the thread of a stream send, while nothing is to be sent before. */
	void grant() {
		boolean idle = this.rest == null && this.loan == null && this.pending == null && ending() == null;
		if (this.leased && idle && this.output.takesWrites() && !this.output.isWaiting()
				&& connection().loop().batch().held(this.output) == 0) {
			this.lease.grant();
		}
	}

	/** Mail is about to be taken out and opened, or has been. */
	void opening(boolean value) {
		this.opening = value;
	}

	/** Makes the loop the one who sends, behind what a thread has begun to send. */
	void own() {
		this.lease.reclaim();
		ByteBuffer rest = this.rest;
		if (rest != null) {
			this.rest = null;
			this.output.answer(rest);
		}
	}

	/** Puts into the books what a thread has sent. */
	void account() {
		long count = this.lease.takeMoved();
		if (count > 0) {
			this.sentStraight += count;
			connection().deadlines().wroteAt(this.lease.movedAt());
		}
	}

	/** Bytes that threads have sent. */
	long sentStraight() {
		return this.sentStraight;
	}

	/** Comes by mail, so that what was written before goes first. */
	private void begin(Loan lent) {
		this.loan = lent;
		sendLent(lent);
		changed();
	}

	private void begin(PendingWrite write) {
		this.pending = write;
		if (ending() == null && write.proceed()) {
			this.pending = null;
		}
		else {
			changed();
		}
	}

	/**
	 * Writes a piece if there is room, and goes on in the next turn.
	 * @return whether all is written
	 */
	boolean send(ByteBuffer bytes, @Nullable WriteListener done) {
		sendAhead(bytes);
		int count = Math.min(bytes.remaining(), this.piece);
		if (!mayWrite(count)) {
			return false;
		}
		int end = bytes.limit();
		bytes.limit(bytes.position() + count);
		boolean all = bytes.limit() == end;
		this.output.write(bytes, all ? done : null);
		bytes.limit(end);
		if (!connection().loop().guard().isRunning(connection())) {
			connection().loop().batch().flush();
		}
		if (!all && this.output.isWritable()) {
			changed();
		}
		return all;
	}

	/** Gives the socket more than a piece, since what it takes does not have to wait. */
	private void sendAhead(ByteBuffer bytes) {
		if (bytes.remaining() > this.piece && bytes.isDirect() && mayWrite(0)
				&& connection().transport().isForAnyThread()) {
			int end = bytes.limit();
			bytes.limit(Math.min(end, bytes.position() + AT_ONCE));
			sendSome(bytes);
			bytes.limit(end);
		}
	}

	private void sendSome(ByteBuffer bytes) {
		own();
		connection().loop().batch().flush(this.output);
		if (this.output.takesWrites() && !this.output.isWaiting()) {
			try {
				int count = connection().transport().write(bytes);
				this.output.sentAhead(count);
				connection().counters().writtenDirect.add(count);
				connection().deadlines().wrote();
			}
			catch (IOException ex) {
				connection().life().outputFailed(ex);
			}
		}
	}

	private boolean mayWrite(int bytes) {
		return ending() == null && this.output.isWritable() && Writes.fits(connection(), bytes);
	}

	private void sendLent(Loan lent) {
		ByteBuffer bytes = (isOpen() && this.output.takesWrites()) ? lent.pickUp() : null;
		if (bytes != null) {
			boolean all = false;
			try {
				all = send(bytes, null);
			}
			finally {
				lent.layDown(all);
			}
		}
	}

	@Override
	void closed() {
		shutIfDone();
		changed();
	}

	@Override
	boolean progress() {
		PendingWrite write = this.pending;
		if (write != null && write.proceed()) {
			this.pending = null;
		}
		shutIfDone();
		return this.loan == null || proceed(this.loan);
	}

	/** Goes on with what is lent; whether that has ended. */
	private boolean proceed(Loan lent) {
		sendLent(lent);
		boolean ended = lent.isBack() || ending() != null || !isOpen();
		if (ended) {
			this.loan = null;
		}
		return ended;
	}

	private void shutIfDone() {
		if (hasCloseArrived() && this.pending == null && !this.output.isShut()) {
			this.output.shut();
		}
	}

}
