package dev.leat.reactor;

import java.io.IOException;

/**
 * Lets a connection run dry before it closes, so that no request is lost that its peer
 * sent before it could know: FIN follows an answer, or silence, and a last look at the
 * socket that finds nothing. What needs no answer is followed by silence, too, but who
 * sends such on and on is not waited for. Writing an answer may wake a peer that asks
 * again at once, so its last byte is held until that look, and leaves together with FIN:
 * who waits for the whole answer learns of both in the same moment. For the rest of a
 * request that has begun it waits as well. Loop thread only.
 *
 * <pre>
 *  close() in onDrain ──&gt; WAITING ── all is answered, or silent for 20 ms ──&gt; looks ── nothing ──&gt; FIN
 *                            ^                                                │ something came
 *                            └────────────────────────────────────────────────┘
 * </pre>
 */
final class Drying extends HeapTimer {

	private final NioConnection connection;

	private final CloseReason reason;

	private final Silence silence;

	/** Until when what needs no answer is listened to. */
	private final long latest;

	/** How much output there was when it was known last that something was answered. */
	private long answered;

	private int looks;

	/** Whether it is a good moment to look. */
	private boolean due;

	/** Whether something was owed or on its way. */
	private boolean busy;

	Drying(NioConnection connection, CloseReason reason) {
		this.connection = connection;
		this.reason = reason;
		this.silence = new Silence(connection);
		this.latest = connection.loop().now() + Silence.LONGEST;
		this.answered = connection.output().accepted();
		connection.transport(connection.transport().holdLastByte());
		this.due = this.silence.isOver();
		if (!this.due) {
			await();
		}
		connection.life().settleLater();
	}

	private void await() {
		this.connection.loop().timers().arm(this, this.silence.ends());
	}

	void cancel() {
		this.connection.loop().timers().cancel(this);
	}

	/** It may have been silent. */
	@Override
	void fire() {
		if (listens()) {
			await();
		}
		else {
			this.due = true;
			this.connection.life().settleLater();
		}
	}

	/** Input came and was given to the handler, which may have answered. */
	void came() {
		long accepted = this.connection.output().accepted();
		if (accepted != this.answered || isTooLong()) {
			this.answered = accepted;
			this.due = true;
		}
		else if (!isArmed()) {
			await();
		}
	}

	private boolean listens() {
		return this.connection.isOpen() && !this.silence.isOver() && !isTooLong();
	}

	private boolean isTooLong() {
		return this.latest - this.connection.loop().now() <= 0;
	}

	/** Looks, if the moment is good, and closes if there is nothing. */
	void settle() throws IOException {
		lookOrClose();
		if (this.connection.isOpen()) {
			this.connection.transport().flush();
		}
	}

	private void lookOrClose() throws IOException {
		while (this.connection.isOpen() && isDue()) {
			this.due = false;
			if (isWithinARequest()) {
				await();
			}
			else if (isReadable() && (this.connection.input().read() || isWithinARequest())) {
				came();
			}
			else {
				this.connection.closing().closeAtOnce(this.reason);
			}
		}
	}

	/**
	 * Whether the moment is good: the last answer has just gone out, the peer is silent,
	 * or has ended its side.
	 */
	private boolean isDue() {
		boolean was = this.busy;
		this.busy = isBusy();
		return !this.busy && (was || this.due || this.connection.input().isEnded());
	}

	private boolean isBusy() {
		return this.connection.isOwing() || !this.connection.output().isDone() || this.connection.input().isHeldUp();
	}

	private boolean isWithinARequest() {
		Input input = this.connection.input();
		boolean begun = input.inputMemory() > 0 || this.connection.transport().part() > 0;
		return begun && !this.silence.isOver() && !input.isEnded();
	}

	private boolean isReadable() {
		Input input = this.connection.input();
		return !input.isPaused() && !input.isEnded() && ++this.looks <= Silence.MOST_LOOKS;
	}

}
