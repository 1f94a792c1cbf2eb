package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A connection as far as its input goes. Bytes are read into the loop's buffer and lent
 * to the handler; what the handler leaves is kept here, grows by doubling while more
 * arrives, and is given back when it is consumed. Reading runs while no reason to pause
 * holds. Loop thread only, but for {@link #isPaused}.
 */
abstract class Input extends Deadlines implements Guard.Call<ByteBuffer> {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

	/** That what was left waits for the next turn, and nothing is read before. */
	private static final int YIELDED = 1 << PauseReason.values().length;

	/** What was left, from position to limit. */
	private @Nullable ByteBuffer kept;

	/** The reasons not to read, and {@link #YIELDED}. */
	private volatile byte pauses;

	/** Bytes that have come. */
	private long received;

	private boolean redeliver;

	/** Whether the handler looks at input right now. */
	private boolean delivering;

	Input(NioConnection connection) {
		super(connection);
	}

	/** Asks to be settled at the end of this turn, or of the next where one is being. */
	abstract void settleLater();

	/**
	 * Calls a hook that takes no more than the connection, while the connection is open.
	 */
	abstract void call(Callback callback);

	/** The position in the output up to which bytes were accepted. */
	abstract long accepted();

	boolean isPaused() {
		return this.pauses != 0;
	}

	boolean isPaused(PauseReason reason) {
		return (this.pauses & reason.bit()) != 0;
	}

	private boolean isYielded() {
		return (this.pauses & YIELDED) != 0;
	}

	private void pauses(int bits) {
		this.pauses = (byte) bits;
	}

	/** Whether it is paused, and not because the application wants it so. */
	boolean isHeldUp() {
		return isPaused() && !isPaused(PauseReason.USER);
	}

	/** Why it is not read now. */
	Set<PauseReason> pauses() {
		Set<PauseReason> reasons = EnumSet.allOf(PauseReason.class);
		reasons.removeIf((reason) -> !isPaused(reason));
		return reasons;
	}

	long received() {
		return this.received;
	}

	boolean isEnded() {
		return this.connection.rare().inputEnded;
	}

	void pause(PauseReason reason) {
		if (!isPaused(reason)) {
			pauses(this.pauses | reason.bit());
			settleLater();
		}
	}

	void resume(PauseReason reason) {
		if (isPaused(reason)) {
			pauses(this.pauses & ~reason.bit());
			resumed();
			redeliver();
		}
		else if (reason == PauseReason.USER && !this.delivering) {
			redeliver();
		}
	}

	/** Leaves the rest to the next turn. */
	void yield() {
		pauses(this.pauses | YIELDED);
		settleLater();
	}

	private void redeliver() {
		this.redeliver = true;
		settleLater();
	}

	/** Whether it is to be read now. */
	boolean isWanted() {
		if (isEnded()) {
			return false;
		}
		return this.connection.isOpen() ? !isPaused()
				: this.connection.isClosing() && this.connection.closing().discards();
	}

	/**
	 * Reads one full buffer at most. What was left and is due again goes first: it came
	 * before what the socket holds and before its end, which the handler may not want
	 * yet.
	 * @return whether there was something
	 */
	boolean read() throws IOException {
		if (!this.redeliver || this.kept == null || !this.connection.isOpen()) {
			return readSocket();
		}
		deliverAgain();
		if (!this.redeliver && isWanted()) {
			readSocket();
		}
		return true;
	}

	private boolean readSocket() throws IOException {
		Split split = halves();
		return (split != null) ? readFor(split.in()) : read(Integer.MAX_VALUE);
	}

	/** Straight into the buffer of a reader who waits, where that can be. */
	private boolean readFor(ReadSide reader) throws IOException {
		boolean straight = this.kept == null && this.connection.isOpen();
		int count = straight ? reader.fill(this.connection.transport()) : ReadSide.NOBODY;
		if (count == ReadSide.NOBODY) {
			return read(Math.max(reader.room(), this.connection.transport().least()));
		}
		boolean some = came(count);
		if (some) {
			reader.filled();
		}
		return some;
	}

	private boolean read(int most) throws IOException {
		ReadBuffer buffer = this.connection.loop().readBuffer();
		int count = this.connection.transport().read(buffer.empty(most));
		boolean some = came(count);
		if (some) {
			received(buffer, count);
		}
		return some;
	}

	/** Notes what a read has found, and whether it was bytes. */
	private boolean came(int count) {
		if (count == Transport.END) {
			end();
		}
		else if (count == Transport.TRUNCATED) {
			truncated();
		}
		else if (count > 0) {
			this.received += count;
			this.connection.counters().read.add(count);
			heard();
		}
		return count > 0;
	}

	/** Puts into the books what a thread has read in the loop's place. */
	void account(long count, long time) {
		this.received += count;
		heardAt(time);
	}

	private void received(ReadBuffer buffer, int count) {
		if (!this.connection.isOpen()) {
			this.connection.closing().discarded(count);
		}
		else if (this.kept == null) {
			deliver(buffer, count);
		}
		else {
			ByteBuffer kept = append(buffer.rest(0, count));
			if (kept != null) {
				deliverKept(kept);
			}
		}
	}

	private void deliver(ReadBuffer buffer, int count) {
		ByteBuffer view = buffer.lend(count);
		lend(view);
		int consumed = view.position();
		if (consumed < count && this.connection.isOpen()) {
			append(buffer.rest(consumed, count));
			checkKept();
		}
		buffer.takeBack(count);
	}

	private void deliverKept(ByteBuffer kept) {
		ByteBuffer view = view(kept);
		lend(view);
		int consumed = Math.min(view.position(), kept.remaining());
		this.connection.loop().readBuffer().takeBack(view, kept, consumed);
		if (kept.hasRemaining() && this.connection.isOpen()) {
			checkKept();
		}
		else {
			releaseInput();
		}
	}

	private void lend(ByteBuffer view) {
		this.delivering = true;
		this.connection.loop().guard().run(Callback.DATA, this.connection, this, view);
		this.delivering = false;
	}

	/** Calls the handler; under the guard. */
	@Override
	public void on(NioConnection ours, ByteBuffer view) throws Exception {
		ours.life().handler().onData(ours, view);
	}

	/** Delivers again what was left, once reading has been resumed. */
	void settleInput() {
		if (!this.connection.isOpen()) {
			releaseInput();
		}
		else if (isRedeliveryDue()) {
			deliverAgain();
		}
		if (this.connection.rare().endOwed && !this.redeliver && !isPaused()) {
			this.connection.ownRare().endOwed = false;
			call(Callback.INPUT_END);
		}
	}

	private void deliverAgain() {
		this.redeliver = false;
		ByteBuffer kept = this.kept;
		if (kept != null) {
			int left = kept.remaining();
			long written = accepted();
			deliverKept(kept);
			checkProgress(left, written);
		}
	}

	private boolean isRedeliveryDue() {
		if (isYielded()) {
			pauses(this.pauses & ~YIELDED);
			this.redeliver = true;
		}
		return this.redeliver && !isPaused();
	}

	/** Goes on with another handler, which gets all that is not consumed. */
	void restart(ByteBuffer unread) {
		if (unread.hasRemaining() && this.connection.isOpen()) {
			append(unread);
		}
		pauses(this.pauses & (PauseReason.BUDGET.bit() | PauseReason.ANSWERS.bit() | YIELDED));
		if (isEnded()) {
			this.connection.ownRare().endOwed = true;
		}
		redeliver();
	}

	private void checkProgress(int left, long written) {
		boolean same = this.kept != null && this.kept.remaining() == left && accepted() == written;
		if (same && (this.redeliver || isYielded())) {
			this.connection.closing().close(CloseReason.NO_PROGRESS, null);
		}
	}

	private void checkKept() {
		if (this.kept != null && this.kept.remaining() > this.connection.context().config().readMaxPending()) {
			this.connection.limited("read.max-pending");
			this.connection.closing().close(CloseReason.READ_OVERFLOW, null);
		}
	}

	/** A view of what was left. */
	ByteBuffer unconsumed() {
		return (this.kept != null) ? view(this.kept) : NOTHING;
	}

	/**
	 * Begins at what is left, so that rewinding it cannot bring back what is consumed.
	 */
	private static ByteBuffer view(ByteBuffer kept) {
		return kept.slice().asReadOnlyBuffer();
	}

	private @Nullable ByteBuffer append(ByteBuffer source) {
		ByteBuffer kept = roomFor(source.remaining());
		if (kept == null) {
			this.connection.closing().doom(CloseReason.MEMORY, null);
			return null;
		}
		int end = kept.limit();
		kept.limit(end + source.remaining());
		kept.put(end, source, source.position(), source.remaining());
		return kept;
	}

	private @Nullable ByteBuffer roomFor(int bytes) {
		ByteBuffer kept = this.kept;
		if (kept == null) {
			return keepIn(borrow(bytes), NOTHING);
		}
		if (kept.capacity() - kept.limit() >= bytes) {
			return kept;
		}
		int left = kept.remaining();
		if (left <= kept.capacity() / 2 && kept.capacity() - left >= bytes) {
			return kept.compact().flip();
		}
		int capacity = Math.max(2 * kept.capacity(), left + bytes);
		ByteBuffer larger = keepIn(borrow(capacity), kept);
		if (larger != null) {
			this.connection.loop().buffers().release(kept);
		}
		return larger;
	}

	private @Nullable ByteBuffer borrow(int bytes) {
		return this.connection.loop().pressure().borrow(this.connection, bytes);
	}

	private @Nullable ByteBuffer keepIn(@Nullable ByteBuffer buffer, ByteBuffer content) {
		if (buffer != null) {
			buffer.put(content).flip();
			this.kept = buffer;
		}
		return buffer;
	}

	private void end() {
		this.connection.ownRare().inputEnded = true;
		settleLater();
		halfClosed();
		call(Callback.INPUT_END);
	}

	/** Nobody can say whether this was all, so the handler is not told that it was. */
	private void truncated() {
		this.connection.ownRare().inputEnded = true;
		this.connection.closing().close(CloseReason.TRUNCATED, null);
		settleLater();
	}

	/** Bytes of memory that are kept here. */
	long inputMemory() {
		return (this.kept != null) ? this.kept.capacity() : 0;
	}

	/** Gives back what is kept ahead of the release, unless it may be lent now. */
	void dropInput() {
		if (!this.connection.loop().guard().isRunning(this.connection)) {
			releaseInput();
		}
	}

	/** Gives back what is kept. */
	void releaseInput() {
		if (this.kept != null) {
			this.connection.loop().buffers().release(this.kept);
			this.kept = null;
		}
	}

}
