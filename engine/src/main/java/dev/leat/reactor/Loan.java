package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A buffer that a thread lends to the loop while it waits, so that its bytes are moved
 * once. The loop touches it between picking it up and laying it down, and runs no user
 * code meanwhile; once its owner has taken it back the loop never does.
 *
 * <pre>
 *  LENT ── pickUp ──&gt; USED ── layDown, for good ──&gt; SPENT
 *   │ ^── layDown, for now ─┘
 *   └── takeBack ──&gt; BACK
 * </pre>
 */
final class Loan {

	/** So much room of its own is read into straight, and not read ahead of. */
	static final int LARGE = 32 * 1024;

	private static final long MOMENT = 20_000;

	/** Whose the buffer is. */
	private enum Of {

		LENT, USED, SPENT, BACK

	}

	private final AtomicReference<Of> of = new AtomicReference<>(Of.LENT);

	private final ByteBuffer buffer;

	/** How many bytes there were, or were wanted, when it was lent. */
	private final int size;

	Loan(ByteBuffer buffer) {
		this.buffer = buffer;
		this.size = buffer.remaining();
	}

	int size() {
		return this.size;
	}

	boolean isLarge() {
		return this.size >= LARGE;
	}

	/** Whether the socket may as well be read straight into it. */
	boolean isStraight() {
		return isStraight(this.buffer);
	}

	/** Whether a buffer is worth a call to the socket of its own. */
	static boolean isStraight(ByteBuffer buffer) {
		return buffer.remaining() >= LARGE && buffer.isDirect() && !buffer.isReadOnly();
	}

	/** Whether the loop has no more use for it. Any thread. */
	boolean isBack() {
		Of now = this.of.get();
		return now == Of.SPENT || now == Of.BACK;
	}

	/** Whether the loop has done with it what it was lent for. Any thread. */
	boolean isSpent() {
		return this.of.get() == Of.SPENT;
	}

	/**
	 * Ends the loan. Where the loop is just using the buffer, that is awaited. The
	 * owner's thread.
	 * @return whether the loop had more use for it
	 */
	boolean takeBack() {
		while (!isBack()) {
			if (this.of.compareAndSet(Of.LENT, Of.BACK)) {
				return true;
			}
			// it copies, or calls the socket; an interrupt must not end this
			LockSupport.parkNanos(this, MOMENT);
		}
		return false;
	}

	/**
	 * Begins to use the buffer. The loop.
	 * @return the buffer, or {@code null} if its owner has it back
	 */
	@Nullable ByteBuffer pickUp() {
		return this.of.compareAndSet(Of.LENT, Of.USED) ? this.buffer : null;
	}

	/** Ends the use of the buffer, for good or until it is picked up again. The loop. */
	void layDown(boolean forGood) {
		this.of.set(forGood ? Of.SPENT : Of.LENT);
	}

}
