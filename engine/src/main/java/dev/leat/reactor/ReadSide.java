package dev.leat.reactor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * The input of a split connection. The loop gives bytes to whoever waits for them, adds
 * what is over to a chain, and whoever holds this side takes them. Demand drives reading:
 * it pauses while the window is full, and goes on when half of it is free. It also pauses
 * while a stream has the lease: having got much at once, its thread reads on by itself
 * until it finds nothing twice.
 *
 * <pre>
 *  loop: ready ─── somebody waits for much ──&gt; Loan: read straight into it
 *        onData ── somebody waits ──&gt; Loan: copied into it
 *            └── the rest ──&gt; ByteChain ──&gt; read: a user's thread
 *          ^     full: pause      └───&gt; readAsync: the loop, for the user
 *          └── half free: resume ──┘
 * </pre>
 */
final class ReadSide extends Side {

	/** What {@link #fill} returns where nobody waits for so much. */
	static final int NOBODY = Integer.MIN_VALUE;

	private final ByteChain chain = new ByteChain();

	/** What whoever waits reads into, having found the chain empty. */
	private volatile @Nullable Loan loan;

	private final int window;

	/** Whether reading waits for demand. */
	private final AtomicBoolean full = new AtomicBoolean();

	private @Nullable PendingRead pending;

	/** What is still read, once it is to end. */
	private @Nullable LastReads last;

	/** What its thread reads without the loop; for streams only. */
	private final StraightReads straight;

	ReadSide(NioConnection connection, int window, boolean leased) {
		super(connection);
		this.straight = new StraightReads(this, leased);
		this.window = window;
	}

	@Override
	IllegalStateException pending() {
		return new ReadPendingException();
	}

	/** What its thread does without the loop. */
	StraightReads straight() {
		return this.straight;
	}

	// The user's thread

	int read(ByteBuffer into, long nanos) throws IOException {
		holdToWait();
		boolean large = Loan.isStraight(into);
		try {
			share().next();
			int count = readNow(into);
			if (count == 0 && into.hasRemaining()) {
				count = waitAndRead(into, nanos);
			}
			share().took(count);
			this.straight.got(count, large);
			return count;
		}
		finally {
			letGo();
		}
	}

	/** Takes what the loop has brought, or reads the socket where that was granted. */
	private int readNow(ByteBuffer into) throws IOException {
		int count = take(into);
		return (count == 0 && into.hasRemaining()) ? this.straight.read(into) : count;
	}

	private int waitAndRead(ByteBuffer into, long nanos) throws IOException {
		Patience patience = Patience.of(nanos, connection().loop().clock());
		int count = waitAndTake(into, patience);
		while (count == 0) {
			// it was granted the socket, and found nothing there
			count = waitAndTake(into, patience);
		}
		return count;
	}

	private int waitAndTake(ByteBuffer into, Patience patience) throws IOException {
		int before = into.position();
		try {
			if (!awaitBytes(into, patience) && into.position() == before) {
				throw new SocketTimeoutException("Nothing came in time on " + connection());
			}
		}
		catch (InterruptedIOException ex) {
			if (into.position() == before) {
				throw ex;
			}
			// the bytes came first, and the next one to wait is to hear of the interrupt
			Thread.currentThread().interrupt();
		}
		int count = into.position() - before;
		return (count > 0) ? count : readNow(into);
	}

	private boolean awaitBytes(ByteBuffer into, Patience patience) throws IOException {
		if (into.isReadOnly()) {
			return await(() -> !this.chain.isEmpty() || this.straight.isGranted(), patience);
		}
		Loan lent = new Loan(into);
		this.loan = lent;
		try {
			return await(() -> lent.isBack() || !this.chain.isEmpty() || this.straight.isGranted(), patience);
		}
		finally {
			lent.takeBack();
			this.loan = null;
		}
	}

	void readFully(ByteBuffer into) throws IOException {
		while (into.hasRemaining()) {
			if (read(into, Nanos.FOREVER) < 0) {
				throw new EOFException(
						"The input of " + connection() + " ended " + into.remaining() + " bytes too early");
			}
		}
	}

	CompletableFuture<Integer> readAsync(ByteBuffer into, ReadHandle owner) {
		hold();
		PendingRead read = new PendingRead(this, into, owner);
		connection().ask((connection) -> begin(read));
		return read;
	}

	int available() {
		return this.chain.size();
	}

	/**
	 * Takes what is there; for whoever holds this side.
	 * @return the number of bytes, 0 where there is nothing yet, -1 at the end
	 */
	int take(ByteBuffer into) throws IOException {
		check();
		Ending ending = ending();
		// all bytes came before the ending, so this order misses none
		int count = this.chain.take(into);
		if (count > 0) {
			demand();
		}
		else if (ending != null && into.hasRemaining()) {
			if (!ending.isOfInput()) {
				throw ending.failure();
			}
			return -1;
		}
		return count;
	}

	private void demand() {
		if (this.full.get() && hasRoom() && this.full.compareAndSet(true, false)) {
			connection().ask((connection) -> watch());
		}
	}

	private boolean hasRoom() {
		return this.chain.size() <= this.window / 2;
	}

	// The loop

	/** Takes all of the bytes. */
	void offer(ByteBuffer bytes) {
		if (isDropping()) {
			bytes.position(bytes.limit());
			return;
		}
		Loan lent = this.loan;
		if (lent != null && this.chain.isEmpty()) {
			giveToWaiting(lent, bytes);
		}
		if (bytes.hasRemaining()) {
			this.chain.add(bytes);
		}
		changed();
		if (this.chain.size() >= this.window) {
			this.full.set(true);
			connection().input().pause(PauseReason.DEMAND);
			demand();
		}
	}

	/**
	 * Reads straight into the buffer of whoever waits.
	 * @return what the transport returned, or {@link #NOBODY}
	 */
	int fill(Transport transport) throws IOException {
		Loan lent = this.loan;
		// who found the chain empty a moment ago would read past what is in it now
		if (lent == null && this.chain.isEmpty() && !isDropping() && this.straight.leave()) {
			// a thread may just have come to wait
			changed();
			return 0;
		}
		if (lent == null || !lent.isStraight() || !this.chain.isEmpty() || isDropping()) {
			return NOBODY;
		}
		ByteBuffer into = lent.pickUp();
		return (into != null) ? fill(lent, into, transport) : NOBODY;
	}

	private int fill(Loan lent, ByteBuffer into, Transport transport) throws IOException {
		int end = into.limit();
		int count = 0;
		try {
			into.limit(Math.min(end, into.position() + Math.max(this.window, transport.least())));
			count = transport.read(into);
		}
		finally {
			into.limit(end);
			if (count >= StraightReads.MUCH && this.pending == null) {
				this.straight.grant();
			}
			lent.layDown(count > 0);
		}
		return count;
	}

	/** The loop reads again, unless the window is full or a thread reads by itself. */
	void watch() {
		if (!this.full.get() && this.straight.isReturned()) {
			connection().input().resume(PauseReason.DEMAND);
		}
	}

	/** What was filled is told: a future at once, a thread when the turn ends. */
	void filled() {
		progress();
		changed();
	}

	private void giveToWaiting(Loan lent, ByteBuffer bytes) {
		ByteBuffer into = lent.pickUp();
		if (into != null) {
			int count = Math.min(bytes.remaining(), into.remaining());
			into.put(into.position(), bytes, bytes.position(), count);
			into.position(into.position() + count);
			bytes.position(bytes.position() + count);
			lent.layDown(true);
		}
	}

	/** How many bytes may be read at once. */
	int room() {
		if (isDropping()) {
			return Integer.MAX_VALUE;
		}
		int room = this.window - this.chain.size();
		Loan lent = this.loan;
		return Math.max(1, (lent != null && lent.isLarge()) ? Math.min(lent.size(), room) : room);
	}

	private boolean isDropping() {
		return isClosed() || ending() != null;
	}

	@Override
	void closed() {
		if (tryHold()) {
			this.chain.clear();
			letGo();
		}
		connection().input().resume(PauseReason.DEMAND);
		changed();
	}

	/** Gives out what its peer has sent by now, and then ends. */
	void finish() {
		this.straight.reclaim();
		this.last = new LastReads(connection());
		connection().life().settleLater();
	}

	@Override
	void settle() {
		if (this.last != null && (isDropping() || !this.last.goOn())) {
			finished(this.last);
		}
		super.settle();
	}

	private void finished(LastReads last) {
		last.cancel();
		this.last = null;
		if (connection().isOpen()) {
			end(Ending.OF_INPUT);
			// who sends on is not held up, and its end is seen
			connection().input().resume(PauseReason.DEMAND);
		}
	}

	private void begin(PendingRead read) {
		this.straight.tryReclaim();
		this.pending = read;
		this.loan = read.loan();
		if (isDecided(read)) {
			changed();
		}
	}

	/** A read was taken back. Any thread. */
	void forget(PendingRead read) {
		letGo();
		connection().later((connection) -> {
			if (this.pending == read) {
				this.pending = null;
			}
		});
	}

	@Override
	boolean progress() {
		PendingRead read = this.pending;
		if (read != null && isDecided(read)) {
			fulfil(read);
		}
		return true;
	}

	private boolean isDecided(PendingRead read) {
		return !this.chain.isEmpty() || ending() != null || !read.isWaiting();
	}

	private void fulfil(PendingRead read) {
		this.pending = null;
		if (this.loan == read.loan()) {
			this.loan = null;
		}
		connection().loop().guard().run(Callback.STREAM, connection(), PendingRead.FULFIL, read);
	}

	/** Gives out what nobody has read; for whoever holds this side. */
	ByteBuffer rest() {
		return this.chain.takeAll();
	}

}
