package dev.leat.reactor;

import java.io.IOException;

/**
 * Lets a connection run dry before it closes, so that no request is lost that its peer
 * sent before it could know: FIN follows an answer, or silence, and a last look at the
 * socket that finds nothing. Writing an answer may wake a peer that asks again at once,
 * so its last byte is held until that look, and leaves together with FIN: who waits for
 * the whole answer learns of both in the same moment. For the rest of a request that has
 * begun it waits as well. Loop thread only.
 *
 * <pre>
 *  close() in onDrain ──&gt; WAITING ── all is answered, or silent for 20 ms ──&gt; looks ── nothing ──&gt; FIN
 *                            ^                                                │ something came
 *                            └────────────────────────────────────────────────┘
 * </pre>
 */
final class Drying extends HeapTimer {

	/** A peer that was silent for so long is not about to send. */
	static final long SILENCE = 20_000_000L;

	/** So many reads take more than any socket holds; who sends on is not waited for. */
	static final int MOST_LOOKS = 64;

	private final NioConnection connection;

	private final CloseReason reason;

	private int looks;

	/** Whether it is a good moment to look. */
	private boolean due;

	private boolean silent;

	/** Whether something was owed or on its way. */
	private boolean busy;

	Drying(NioConnection connection, CloseReason reason) {
		this.connection = connection;
		this.reason = reason;
		connection.transport().holdLastByte();
		this.silent = connection.loop().now() - connection.deadlines().lastRead() >= SILENCE;
		this.due = this.silent;
		if (!this.due) {
			await();
		}
		connection.life().settleLater();
	}

	private void await() {
		EventLoop loop = this.connection.loop();
		loop.timers().arm(this, loop.clock().nanos() + SILENCE);
	}

	void cancel() {
		this.connection.loop().timers().cancel(this);
	}

	/** It has been silent. */
	@Override
	void fire() {
		this.silent = true;
		this.due = true;
		this.connection.life().settleLater();
	}

	/** Input came and was given to the handler. */
	void came() {
		this.silent = false;
		this.due = true;
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
			else if (isReadable() && this.connection.input().read()) {
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
		return input.memory() > 0 && !this.silent && !input.isEnded();
	}

	private boolean isReadable() {
		Input input = this.connection.input();
		return !input.isPaused() && !input.isEnded() && ++this.looks <= MOST_LOOKS;
	}

}
