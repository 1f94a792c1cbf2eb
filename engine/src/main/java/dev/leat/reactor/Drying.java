package dev.leat.reactor;

import java.io.IOException;

/**
 * Lets a connection run dry before it closes, so that no request is lost that its peer
 * sent before it could know: FIN follows an answer, or silence, and a last look at the
 * socket that finds nothing. What is not answered is followed by silence, too, but who
 * sends such on and on is not waited for. Writing an answer may wake a peer that asks
 * again at once, so its last byte is held until that look, and leaves together with FIN:
 * who waits for the whole answer learns of both in the same moment. For the rest of a
 * request that has begun it waits as well, and for what the look itself has begun: the
 * end of the input may be answered, too. Loop thread only.
 *
 * <pre>
 *                            answered, or silent for 20 ms,
 *                            or nothing answered for 1.28 s
 *  close() in onDrain ──&gt; WAITING ─────────────────────&gt; looks ── nothing ──&gt; FIN
 *                            ^                              │ something came
 *                            └──────────────────────────────┘
 * </pre>
 */
final class Drying extends HeapTimer {

	private final NioConnection connection;

	private final CloseReason reason;

	private final Silence silence;

	/**
	 * How much output there was when it was known last that something was answered. What
	 * is sent unasked cannot be told from an answer.
	 */
	private long answered;

	/** Since when nothing was answered, owed or on its way. */
	private long unanswered;

	private int looks;

	/** Whether something was owed or on its way. */
	private boolean busy;

	Drying(NioConnection connection, CloseReason reason) {
		this.connection = connection;
		this.reason = reason;
		this.silence = new Silence(connection);
		Output output = connection.output();
		this.answered = output.isDone() ? output.accepted() : output.sent();
		this.unanswered = connection.loop().now();
		connection.transport(connection.transport().holdLastByte());
		connection.life().settleLater();
	}

	void cancel() {
		this.connection.loop().timers().cancel(this);
	}

	/** It may have been silent. */
	@Override
	void fire() {
		this.connection.life().settleLater();
	}

	/** Looks, if the moment is good, and closes if there is nothing; else it waits. */
	void settle() throws IOException {
		while (this.connection.isOpen() && isGoodMoment()) {
			if (!looksAndFinds() && !isBusy()) {
				this.connection.closing().closeAtOnce(this.reason);
			}
		}
		if (this.connection.isOpen()) {
			await();
			this.connection.transport().flush();
		}
	}

	/** Comes again when it has been silent; whatever keeps it busy calls it by itself. */
	private void await() {
		if (this.busy) {
			cancel();
		}
		else {
			this.connection.loop().timers().arm(this, this.silence.ends());
		}
	}

	/**
	 * Whether all is done that is to be done, and the last answer has just gone out or
	 * the peer is silent, or has ended its side.
	 */
	private boolean isGoodMoment() {
		boolean was = this.busy;
		this.busy = isBusy();
		if (this.busy) {
			return false;
		}
		boolean answers = answers();
		if (was || answers) {
			this.unanswered = this.connection.loop().now();
		}
		return !isWithinARequest()
				&& (answers || this.silence.isOver() || isTooLong() || this.connection.input().isEnded());
	}

	private boolean isBusy() {
		return this.connection.isOwing() || !this.connection.output().isDone() || this.connection.input().isHeldUp();
	}

	/** Whether something was answered since it was asked last. */
	private boolean answers() {
		long before = this.answered;
		this.answered = this.connection.output().accepted();
		return this.answered != before;
	}

	private boolean isTooLong() {
		return this.unanswered + Silence.LONGEST - this.connection.loop().now() <= 0;
	}

	private boolean isWithinARequest() {
		Input input = this.connection.input();
		boolean begun = input.inputMemory() > 0 || this.connection.transport().part() > 0;
		return begun && !this.silence.isOver() && !input.isEnded();
	}

	private boolean looksAndFinds() throws IOException {
		return isReadable() && (this.connection.input().read() || isWithinARequest());
	}

	private boolean isReadable() {
		Input input = this.connection.input();
		return !input.isPaused() && !input.isEnded() && ++this.looks <= Silence.MOST_LOOKS;
	}

}
