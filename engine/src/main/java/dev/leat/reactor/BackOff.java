package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * What comes of a failed accept: the next one at once where only a client failed, else a
 * wait that doubles while accepting goes on failing. Out of descriptors it gives up the
 * one it has kept, so that the client who waits longest is told. Acceptor's loop only.
 */
final class BackOff {

	private static final Log LOG = new Log(Acceptor.class);

	static final long FIRST = 100_000_000L;

	static final long LONGEST = 1_600_000_000L;

	/** What the system says of a descriptor that somebody has closed. */
	private static final String NO_SOCKET = "Bad file descriptor";

	private static final long NANOS_PER_MILLI = 1_000_000L;

	private final Acceptor acceptor;

	private final ServerContext context;

	private final SpareDescriptor spare;

	private long next = FIRST;

	/** Whether the last accept failed for the listener itself. */
	private boolean failing;

	BackOff(Acceptor acceptor, ServerContext context, GroupSettings settings) {
		this.acceptor = acceptor;
		this.context = context;
		this.spare = new SpareDescriptor(settings.provider());
		loadFailureTypes(settings);
	}

	/**
	 * Without a descriptor no class can be loaded, so those of that moment are now. Those
	 * of the log take long, and the watchdog asks for them early enough unless
	 * connections may take all descriptors.
	 */
	private static void loadFailureTypes(GroupSettings settings) {
		if (!settings.descriptorsSuffice()) {
			LOG.get();
		}
		AcceptError.of(new IOException());
		AcceptPause.DESCRIPTORS.bit();
		RejectReason.DESCRIPTORS.word();
	}

	/** The listener is open. */
	void begin() {
		this.spare.take();
	}

	/** The listener is closed. */
	void end() {
		loop().timers().cancel(this.acceptor);
		this.spare.giveUp();
	}

	private EventLoop loop() {
		return this.acceptor.loop();
	}

	/** A client was accepted. */
	void succeeded() {
		this.next = FIRST;
		this.failing = false;
	}

	/**
	 * An accept failed.
	 * @return whether to go on with the next client at once
	 */
	boolean failed(IOException failure) {
		if (failure instanceof ClosedChannelException || NO_SOCKET.equals(failure.getMessage())) {
			this.acceptor.socketLost();
			return false;
		}
		AcceptError kind = AcceptError.of(failure);
		this.context.counters(loop()).acceptErrors.increment(kind);
		if (kind == AcceptError.ABORTED) {
			return true;
		}
		// what nobody knows may be gone by the next turn; if not, it must not spin
		long wait = (kind == AcceptError.OTHER && !this.failing) ? 0 : this.next;
		this.failing = true;
		if (wait > 0) {
			pause((kind == AcceptError.MEMORY) ? AcceptPause.MEMORY : AcceptPause.DESCRIPTORS, wait);
		}
		tell(failure, wait);
		if (kind == AcceptError.DESCRIPTORS && this.spare.giveUp()) {
			this.acceptor.turnAway(RejectReason.DESCRIPTORS);
			this.spare.take();
		}
		return false;
	}

	private void pause(AcceptPause reason, long wait) {
		this.acceptor.pause(reason);
		loop().timers().arm(this.acceptor, loop().clock().nanos() + wait);
		this.next = Math.min(2 * wait, LONGEST);
	}

	private void tell(IOException failure, long wait) {
		LogLimit log = this.context.admissionLog();
		if (log.allows(loop().now())) {
			LOG.get()
				.warn("Server '{}' cannot accept ({}) and tries again in {} ms; {} more since the last line",
						this.context.name(), failure.getMessage(), wait / NANOS_PER_MILLI, log.held());
		}
	}

	/** The wait is over. */
	void over() {
		this.spare.take();
		this.acceptor.resume(AcceptPause.DESCRIPTORS);
		this.acceptor.resume(AcceptPause.MEMORY);
	}

}
