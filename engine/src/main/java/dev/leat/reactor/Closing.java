package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * How one connection ends; made when that begins. The first reason that is given wins.
 *
 * <pre>
 *            begin         close            all is out: FIN            peer's FIN, linger limits
 *  OPENING ────────&gt; OPEN ───────&gt; FLUSHING ────────────────&gt; LINGERING ─────────────┐
 *     │ told no: FLUSHING             │  peer had ended first     │                   v
 *     │               │ abort, error, │ write timeout ────────────┼──────────────&gt; CLOSED
 *     │ turned away   v overflow      v                           v  end of turn      ^
 *     └───────────────────────────&gt; DOOMED ───────────────────────────────────────────┘
 * </pre>
 *
 * The steps to CLOSED are taken when a turn settles, so that no callback runs inside
 * another. Input that arrives after the close is discarded, so that unread bytes never
 * destroy output on its way. Loop thread only.
 *
 * Nothing of it is static: it is first needed when a connection ends, maybe for want of
 * memory, and a class whose initialization has failed once fails for good.
 */
final class Closing {

	private final NioConnection connection;

	private CloseReason reason = CloseReason.LOCAL;

	private @Nullable Throwable cause;

	private boolean reset;

	private boolean finSent;

	/** Whether the handler is being asked to finish. */
	private boolean asked;

	private @Nullable Drying drying;

	private long discarded;

	private boolean turnedAway;

	Closing(NioConnection connection) {
		this.connection = connection;
	}

	CloseReason reason() {
		return this.reason;
	}

	@Nullable Throwable cause() {
		return this.cause;
	}

	/**
	 * Whether input is read only to be dropped: all of it while output is on its way,
	 * which a peer that cannot send may never read; after FIN so much of it.
	 */
	boolean discards() {
		return this.connection.phase() == Phase.FLUSHING || this.connection.phase() == Phase.LINGERING
				&& this.discarded <= this.connection.context().config().lingerBytes();
	}

	void discarded(int bytes) {
		if (this.connection.phase() == Phase.LINGERING) {
			this.discarded += bytes;
			this.connection.life().settleLater();
		}
	}

	/** Ends in an orderly way. */
	void close(CloseReason reason, @Nullable Throwable cause) {
		if (this.connection.isOpen()) {
			to(Phase.FLUSHING, reason, cause);
			this.connection.deadlines().closing();
		}
	}

	/** Ends as the handler asks, which may be before or after its peer's last request. */
	void finish(CloseReason reason) {
		if (!this.asked || this.drying != null) {
			close(reason, null);
		}
		else if (this.connection.isOpen()) {
			this.drying = new Drying(this.connection, reason);
		}
	}

	/** The handler is about to be asked to finish, or has been. */
	void asked(boolean value) {
		this.asked = value;
	}

	/** Ends in an orderly way, with FIN first of all, since input may come any moment. */
	void closeAtOnce(CloseReason reason) {
		if (this.connection.isOpen() && !this.finSent) {
			shutDown();
		}
		close(reason, null);
	}

	/** Input was read in the turn. */
	void came() {
		if (this.drying != null && this.connection.isOpen()) {
			this.connection.life().settle();
		}
	}

	/** Ends at once, with a reset; what is pending is lost. */
	void abort(CloseReason reason, @Nullable Throwable cause) {
		this.reset = true;
		doom(reason, cause);
	}

	/** Ends at once. */
	void doom(CloseReason reason, @Nullable Throwable cause) {
		if (this.connection.isDoomed()) {
			return;
		}
		if (this.connection.phase() == Phase.OPEN || this.connection.phase() == Phase.OPENING) {
			to(Phase.DOOMED, reason, cause);
		}
		else {
			to(Phase.DOOMED, this.reason, (this.cause != null) ? this.cause : cause);
		}
	}

	/**
	 * Ends before any handler has seen the connection.
	 * @param told whether the peer was told something and gets time to read it
	 */
	void turnAway(boolean told, @Nullable Throwable cause) {
		this.turnedAway = true;
		to(told ? Phase.FLUSHING : Phase.DOOMED, CloseReason.LOCAL, cause);
	}

	/** Whether it counts as rejected rather than as closed. */
	boolean isTurnedAway() {
		return this.turnedAway;
	}

	private void to(Phase phase, CloseReason reason, @Nullable Throwable cause) {
		this.reason = reason;
		this.cause = cause;
		this.connection.phase(phase);
		this.connection.life().settleLater();
	}

	/** Takes the steps that are due. */
	void settle() {
		runDry();
		sendFin();
		if (this.finSent && this.connection.input().isEnded()) {
			close(CloseReason.PEER_CLOSED, null);
		}
		if (this.connection.phase() == Phase.FLUSHING && this.finSent && !finWaits()) {
			this.connection.phase(Phase.LINGERING);
			this.connection.deadlines().lingers();
		}
		if (this.connection.phase() == Phase.LINGERING && lingersNoMore()) {
			this.connection.phase(Phase.DOOMED);
		}
		if (this.connection.phase() == Phase.DOOMED) {
			release();
		}
	}

	private void runDry() {
		if (this.drying != null && this.connection.isOpen()) {
			try {
				this.drying.settle();
			}
			catch (Throwable failure) {
				this.connection.life().failed(failure);
			}
		}
	}

	private boolean lingersNoMore() {
		return !discards() || this.connection.input().isEnded() && !this.connection.transport().holdsOutput();
	}

	private void sendFin() {
		boolean wanted = (this.connection.phase() == Phase.FLUSHING && !this.connection.isOwing())
				|| (this.connection.isOpen() && this.connection.output().isShut());
		if (wanted && !this.finSent) {
			this.connection.life().ownOutput();
			this.connection.loop().batch().flush(this.connection.output());
			if (this.connection.output().isDone()) {
				shutDown();
			}
		}
	}

	private void shutDown() {
		this.finSent = true;
		try {
			this.connection.transport().shutdownOutput();
			if (finWaits()) {
				this.connection.deadlines().outputWaits();
			}
			this.connection.deadlines().halfClosed();
		}
		catch (IOException ex) {
			this.connection.life().failed(ex);
		}
	}

	/** Whether FIN waits behind output that the socket has not taken yet. */
	boolean finWaits() {
		return this.finSent && this.connection.transport().holdsData();
	}

	/** FIN would tell the peer that it has all, so dropped output ends in a reset. */
	private void release() {
		this.connection.phase(Phase.CLOSED);
		if (this.drying != null) {
			this.drying.cancel();
		}
		if (this.reset || this.connection.output().isWaiting()) {
			this.connection.transport().abort();
		}
		else {
			this.connection.transport().close();
		}
		this.connection.life().released(failure());
	}

	/** What a write is told that did not get out. */
	Throwable failure() {
		return (this.cause != null) ? this.cause : new ClosedChannelException();
	}

	/** Names the reason for a failure below. */
	static CloseReason reasonOf(Throwable failure) {
		if (failure instanceof SSLException) {
			return CloseReason.TLS_ERROR;
		}
		if (failure instanceof NoBufferException) {
			return CloseReason.MEMORY;
		}
		String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		return tellsOfReset(message) ? CloseReason.PEER_RESET : CloseReason.IO_ERROR;
	}

	/** Systems have several words for a peer that is gone. */
	private static boolean tellsOfReset(String message) {
		return message.contains("reset") || message.contains("broken pipe") || message.contains("aborted")
				|| message.contains("forcibly closed");
	}

}
