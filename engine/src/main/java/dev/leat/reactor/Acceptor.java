package dev.leat.reactor;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Accepts the connections of one server and hands them to their loops: in each turn a
 * batch, and more for as long as the loop served connections in the turn before. It knows
 * the interest that its listener should have, and why it does not accept when it does
 * not. On its loop only, but for {@link #isListening} and {@link #isPaused}.
 *
 * <pre>
 *            a reason to pause, interest off
 *  ARMED ────────────────────────────────────&gt; PAUSED
 *    ^  <───────────────────────────────────────  │
 *    │       the last reason is gone              │
 *    │                                            │
 *    └── close ──&gt; CLOSED <── close ──────────────┘
 * </pre>
 */
final class Acceptor extends Source implements OnLoop.Action {

	private static final Log LOG = new Log(Acceptor.class);

	private static final int CLOSED = -1;

	private volatile ServerSocketChannel channel;

	private final ServerContext context;

	private final Admission admission;

	private final EventLoop loop;

	private final Supplier<EventLoop> target;

	private final int batch;

	private final BackOff backOff;

	private final LostListener lost;

	private final LogLimit log = new LogLimit();

	/** Whether the socket may be gone, because it is not wanted any more. */
	private volatile boolean retired;

	private volatile int pauses;

	private volatile @Nullable SelectionKey key;

	Acceptor(ServerSocketChannel channel, SocketAddress address, ServerContext context, EventLoop loop,
			Supplier<EventLoop> target, GroupSettings settings) {
		this.channel = channel;
		this.context = context;
		this.admission = context.admission();
		this.loop = loop;
		this.target = target;
		this.batch = settings.acceptBatch();
		this.backOff = new BackOff(this, context, settings);
		this.lost = new LostListener(this, context, settings, address);
	}

	EventLoop loop() {
		return this.loop;
	}

	/** Accepts from now on: what is done on its loop at the start. */
	@Override
	public void run() throws IOException {
		this.loop.listen(this);
		this.backOff.begin();
	}

	@Override
	void register(Selector selector) throws IOException {
		this.key = this.channel.register(selector, wanted(), this);
	}

	/** Accepts nobody any more; the selector forgets the listener in its next turn. */
	void retire() {
		this.retired = true;
		pause(AcceptPause.DRAINING);
		SelectionKey key = this.key;
		if (key != null) {
			key.cancel();
		}
	}

	/**
	 * Accepts who waits in the backlog by now, and closes the listener with the same
	 * breath: the system resets who comes in between.
	 */
	void acceptRest() {
		int left = 2 * this.context.config().backlog();
		long looked = this.loop.clock().nanos();
		while (left > 0 && this.channel.isOpen() && acceptOne()) {
			left--;
			looked = this.loop.clock().nanos();
		}
		close();
		long took = this.loop.clock().nanos() - looked;
		LOG.get()
			.debug("Listener of '{}' closed {} ns after its last look into the backlog", this.context.name(), took);
	}

	/** Closes the listener; no event comes after that. */
	void close() {
		assert this.loop.inLoop();
		this.retired = true;
		this.lost.end();
		PlainTransport.closeQuietly(this.channel);
		this.backOff.end();
		this.loop.listenNoMore(this);
	}

	/** Closes the listener while its loop is held; it is still to be closed there. */
	void cutOff() {
		this.retired = true;
		PlainTransport.closeQuietly(this.channel);
	}

	@Override
	void ready(int operations) {
		Acceptors all = this.loop.acceptors();
		all.begins();
		boolean full = acceptBatch();
		while (all.hasTime() && full) {
			full = acceptBatch();
		}
	}

	/** Whether there may be more than it took. */
	private boolean acceptBatch() {
		pauseIfFull();
		int left = this.batch;
		while (left > 0 && this.pauses == 0 && acceptOne()) {
			left--;
			pauseIfFull();
		}
		return left == 0;
	}

	private void pauseIfFull() {
		if (this.context.config().overLimit() != ServerConfig.OverLimit.PAUSE) {
			return;
		}
		if (this.admission.isFull()) {
			pause(AcceptPause.LIMIT);
			placeFreed();
		}
		if (this.admission.isShortOfMemory()) {
			pause(AcceptPause.MEMORY);
			this.context.limited(this.loop, "leat.buffers.max-memory");
		}
	}

	/** Whether there may be another one. */
	private boolean acceptOne() {
		if (!this.context.openings().enter()) {
			pause(AcceptPause.HANDSHAKES);
			this.context.limited(this.loop, "ssl.max-handshakes");
			openingFree();
			return false;
		}
		boolean entered = false;
		try {
			SocketChannel accepted = this.channel.accept();
			if (accepted == null) {
				return false;
			}
			this.backOff.succeeded();
			entered = admit(accepted);
			return true;
		}
		catch (IOException ex) {
			return this.backOff.failed(ex);
		}
		finally {
			if (!entered) {
				this.context.openings().abandon();
			}
		}
	}

	/** Whether it was handed over. */
	private boolean admit(SocketChannel accepted) {
		SocketAddress remote = addressOf(accepted);
		Refusal refusal = this.admission.enter(remote);
		if (refusal != null) {
			PlainTransport.reset(accepted);
			this.context.refused(this.loop, remote, refusal);
			return false;
		}
		boolean taken = false;
		try {
			taken = handOver(accepted);
		}
		finally {
			if (!taken) {
				this.admission.abandon(remote);
				PlainTransport.closeQuietly(accepted);
			}
		}
		return taken;
	}

	private boolean handOver(SocketChannel accepted) {
		EventLoop target = this.target.get();
		if (target.isGone()) {
			noLoopLives();
			return false;
		}
		try {
			configure(accepted);
			NioConnection connection = new NioConnection(RunningLoops.nextId(), target, this.context, accepted);
			this.context.counters(this.loop).accepted.increment();
			target.counters().connections.incrementAndGet();
			if (target.put(connection)) {
				return true;
			}
			target.counters().connections.decrementAndGet();
		}
		catch (IOException ex) {
			// the client is gone already, which is no reason to hold the others up
			this.context.counters(this.loop).acceptErrors.increment(AcceptError.ABORTED);
		}
		return false;
	}

	private void noLoopLives() {
		this.context.counters(this.loop).acceptErrors.increment(AcceptError.OTHER);
		if (this.log.allows(this.loop.now())) {
			LOG.get()
				.error("Server '{}' closes its clients: no event loop is alive to take them; {} more since the last line",
						this.context.name(), this.log.held());
		}
	}

	private void configure(SocketChannel accepted) throws IOException {
		ServerConfig config = this.context.config();
		accepted.configureBlocking(false);
		accepted.setOption(StandardSocketOptions.TCP_NODELAY, config.tcpNoDelay());
		if (config.keepAlive()) {
			accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
		}
		if (config.sendBuffer() > 0) {
			accepted.setOption(StandardSocketOptions.SO_SNDBUF, config.sendBuffer());
		}
	}

	/** Accepts a client only to end it. */
	void turnAway(RejectReason reason) {
		try {
			SocketChannel accepted = this.channel.accept();
			if (accepted != null) {
				SocketAddress remote = addressOf(accepted);
				PlainTransport.reset(accepted);
				this.context.rejected(this.loop, remote, reason, null);
			}
		}
		catch (IOException ex) {
			// there was no descriptor for it, or it is gone
		}
	}

	private static @Nullable SocketAddress addressOf(SocketChannel accepted) {
		try {
			return accepted.getRemoteAddress();
		}
		catch (IOException ex) {
			return null;
		}
	}

	/** A place came back. */
	void placeFreed() {
		if (isPaused(AcceptPause.LIMIT) && !this.admission.isFull()) {
			resume(AcceptPause.LIMIT);
		}
	}

	/** Memory may have come back. */
	void memoryFreed() {
		if (isPaused(AcceptPause.MEMORY) && !isArmed() && !this.admission.isShortOfMemory()) {
			resume(AcceptPause.MEMORY);
		}
	}

	/** A connection has been opened or turned away. */
	void openingFree() {
		if (isPaused(AcceptPause.HANDSHAKES) && this.context.openings().hasRoom()) {
			resume(AcceptPause.HANDSHAKES);
		}
	}

	void pause(AcceptPause reason) {
		this.pauses = this.pauses | reason.bit();
		updateInterest();
	}

	void resume(AcceptPause reason) {
		this.pauses = this.pauses & ~reason.bit();
		updateInterest();
	}

	private int wanted() {
		return (this.pauses == 0) ? SelectionKey.OP_ACCEPT : 0;
	}

	/** The interest that the selector has, or {@link #CLOSED}. Any thread. */
	private int interest() {
		SelectionKey key = this.key;
		try {
			return (key != null) ? key.interestOps() : CLOSED;
		}
		catch (CancelledKeyException ex) {
			return CLOSED;
		}
	}

	private boolean isAsWanted(int interest) {
		return interest == CLOSED || interest == wanted();
	}

	private void updateInterest() {
		int interest = interest();
		if (!isAsWanted(interest)) {
			LOG.get().debug("Listener of '{}' interest {} -> {}", this.context.name(), interest, wanted());
			Objects.requireNonNull(this.key).interestOps(wanted());
		}
	}

	/** Goes on with another socket in the place of one that was lost. */
	void goOn(ServerSocketChannel channel) throws IOException {
		this.channel = channel;
		this.loop.remove(this);
		this.loop.add(this);
		this.context.counters(this.loop).recovered.increment();
	}

	/** Compares the socket and the interest that are with those that should be. */
	void verify() {
		if (!this.channel.isOpen()) {
			recover();
			return;
		}
		int interest = interest();
		if (isAsWanted(interest)) {
			return;
		}
		this.context.counters(this.loop).recovered.increment();
		Objects.requireNonNull(this.key).interestOps(wanted());
		if (this.log.allows(this.loop.now())) {
			LOG.get()
				.warn("The listener of '{}' was found with interest {} instead of {}; it is armed again; "
						+ "{} more since the last line", this.context.name(), interest, wanted(), this.log.held());
		}
	}

	/** Accepting found that the socket is gone. */
	void socketLost() {
		PlainTransport.closeQuietly(this.channel);
		this.context.counters(this.loop).acceptErrors.increment(AcceptError.OTHER);
	}

	private void recover() {
		if (!this.retired) {
			this.lost.begin();
		}
	}

	/** Any thread. */
	boolean isListening() {
		int interest = interest();
		if (!isAsWanted(interest) || !this.channel.isOpen()) {
			this.loop.run(this::verify);
		}
		return interest == SelectionKey.OP_ACCEPT;
	}

	/** Any thread. */
	boolean isPaused(AcceptPause reason) {
		return (this.pauses & reason.bit()) != 0;
	}

	/** The wait after a failed accept is over. */
	@Override
	void fire() {
		this.backOff.over();
	}

	@Override
	void failed(Throwable failure) {
		this.backOff.failed(new IOException(failure));
	}

	/** Clients wait in the backlog until the loop goes on. */
	@Override
	void lost(Throwable failure) {
		LOG.get().warn("Server '{}' accepts nobody until its event loop goes on", this.context.name());
	}

}
