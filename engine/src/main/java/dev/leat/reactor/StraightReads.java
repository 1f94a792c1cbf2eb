package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

import org.jspecify.annotations.Nullable;

/**
 * Lets the thread of a stream read its socket by itself. A thread that got much at once
 * is granted the {@link Lease}, and the loop watches the socket no more; the thread reads
 * on until nothing is left, and the loop watches again.
 */
final class StraightReads {

	/** So much at once is likely to have more behind it. */
	static final int MUCH = 16 * 1024;

	private final ReadSide side;

	private final boolean allowed;

	private final Lease lease = new Lease();

	/** Whether the thread got much the last time, and is left to read by itself. */
	private volatile boolean much;

	/** Whether the loop has taken the right back for good; the loop's. */
	private boolean withdrawn;

	StraightReads(ReadSide side, boolean allowed) {
		this.side = side;
		this.allowed = allowed;
	}

	// The thread

	/** Whether the thread may read now. */
	boolean isGranted() {
		return this.lease.isGranted();
	}

	/**
	 * Reads, where that was granted. A thread that finds nothing lets the others of its
	 * carrier go first and looks again: with much to do, more has come by then.
	 * @return the number of bytes, 0 where there is nothing or the loop is to tell
	 */
	int read(ByteBuffer into) {
		int count = read(into, false);
		if (count == 0 && isGranted()) {
			Thread.yield();
			count = read(into, true);
		}
		return count;
	}

	private int read(ByteBuffer into, boolean last) {
		if (!this.lease.begin()) {
			return 0;
		}
		int before = into.position();
		boolean enough = true;
		IOException failure = null;
		try {
			enough = !mayRead(into) || connection().transport().read(into) <= 0 && last;
		}
		catch (ClosedChannelException ex) {
			// the loop has ended it, and tells how
		}
		catch (IOException ex) {
			failure = ex;
		}
		finally {
			end(into.position() - before, enough, failure);
		}
		return into.position() - before;
	}

	private boolean mayRead(ByteBuffer into) {
		return this.side.ending() == null && Loan.isStraight(into) && !connection().input().isPaused(PauseReason.USER);
	}

	private void end(int count, boolean enough, @Nullable IOException failure) {
		try {
			if (count > 0) {
				connection().counters().readByThreads.add(count);
				this.lease.moved(count, connection().loop().clock().nanos());
			}
		}
		finally {
			this.lease.end(enough);
			if (enough) {
				connection().ask((connection) -> returned(failure));
			}
		}
	}

	/** Notes what a read into a large buffer or a small one has got, in whatever way. */
	void got(int count, boolean large) {
		boolean much = this.allowed && large && count >= MUCH;
		if (this.much != much) {
			this.much = much;
		}
	}

	// The loop

	/** Lets the thread read by itself, and watches for no more meanwhile. */
	boolean grant() {
		boolean granted = this.allowed && !this.withdrawn && !connection().transport().holdsInput();
		if (granted) {
			this.lease.grant();
			connection().input().pause(PauseReason.DEMAND);
		}
		return granted;
	}

	/** Leaves what is there to a thread that got much before and is at work now. */
	boolean leave() {
		return this.much && grant();
	}

	private void returned(@Nullable IOException failure) {
		account();
		if (failure != null) {
			connection().life().failed(failure);
		}
		this.side.watch();
	}

	/** Whether the loop may read. */
	boolean isReturned() {
		return this.lease.isReturned();
	}

	/**
	 * Takes the right to read back, unless it is just used.
	 * @return whether there is such a right, and the loop has it
	 */
	boolean tryReclaim() {
		this.much = false;
		boolean reclaimed = this.allowed && this.lease.tryReclaim();
		if (reclaimed) {
			this.side.watch();
		}
		return reclaimed;
	}

	/**
	 * Takes the right to read back for good, for which the end of a call to the socket is
	 * awaited. What the thread got by that call is no reason to grant it again.
	 */
	void reclaim() {
		this.withdrawn = true;
		this.lease.reclaim();
		tryReclaim();
		account();
	}

	/** Puts into the books what the thread has read. */
	void account() {
		long count = this.lease.takeMoved();
		if (count > 0) {
			connection().input().account(count, this.lease.movedAt());
		}
	}

	private NioConnection connection() {
		return this.side.connection();
	}

}
