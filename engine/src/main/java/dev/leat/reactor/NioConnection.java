package dev.leat.reactor;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted socket on its loop. It ties the parts together: {@link Input},
 * {@link Output}, {@link Closing}, {@link Deadlines}; and it is the door for other
 * threads, whose calls become mail and are opened on the loop in the order they came.
 */
final class NioConnection extends Mailbox.Mail implements Connection, Source {

	private static final Logger LOG = LoggerFactory.getLogger(NioConnection.class);

	private final long id;

	private final EventLoop loop;

	private final ServerContext context;

	private final ServerCounters counters;

	private final Transport transport;

	private final SocketAddress remoteAddress;

	private final SocketAddress localAddress;

	private final Mailbox mailbox = new Mailbox();

	private final Input input = new Input(this);

	private final Output output = new Output(this);

	private final Closing closing = new Closing(this);

	private final Deadlines deadlines;

	private final ConnectionTimers timers = new ConnectionTimers(this);

	private @Nullable SelectionKey key;

	private int interest;

	private @Nullable ConnectionHandler handler;

	private boolean opened;

	private long openedAt;

	private boolean settling;

	private volatile @Nullable CompletableFuture<CloseReason> closed;

	private volatile @Nullable Object attachment;

	private volatile @Nullable String label;

	NioConnection(long id, EventLoop loop, ServerContext context, SocketChannel channel) throws IOException {
		this.id = id;
		this.loop = loop;
		this.context = context;
		this.counters = context.counters(loop);
		this.transport = new PlainTransport(channel);
		this.remoteAddress = channel.getRemoteAddress();
		this.localAddress = channel.getLocalAddress();
		this.deadlines = new Deadlines(this);
	}

	// What belongs to it

	EventLoop loop() {
		return this.loop;
	}

	ServerContext context() {
		return this.context;
	}

	ServerCounters counters() {
		return this.counters;
	}

	Transport transport() {
		return this.transport;
	}

	Input input() {
		return this.input;
	}

	Output output() {
		return this.output;
	}

	Closing closing() {
		return this.closing;
	}

	Deadlines deadlines() {
		return this.deadlines;
	}

	ConnectionTimers timers() {
		return this.timers;
	}

	ConnectionHandler handler() {
		return Objects.requireNonNull(this.handler);
	}

	// Its life on the loop

	/** Opens the mail from other threads; the first time, the connection itself. */
	@Override
	void open() {
		if (this.closing.phase() == Closing.Phase.OPENING && this.key == null) {
			begin();
		}
		this.mailbox.openAll();
		this.loop.batch().flush();
		settleLater();
	}

	private void begin() {
		assert this.loop.inLoop();
		if (this.context.isStopped() || this.loop.isStopping()) {
			this.context.rejected(this.loop, this.remoteAddress, RejectReason.DRAINING);
			this.closing.abort(CloseReason.STOP, null);
			return;
		}
		try {
			this.key = this.loop.register(this.transport, this);
		}
		catch (IOException ex) {
			failed(ex);
			return;
		}
		this.closing.opened();
		if (this.loop.guard().run(Callback.CREATE, this, NioConnection::create, Callback.CREATE)) {
			this.opened = true;
			this.openedAt = this.loop.now();
			this.deadlines.begin();
			this.context.opened(this);
			call(Callback.OPEN);
		}
		else {
			this.closing.doom(this.closing.reason(), this.closing.cause());
		}
	}

	private static void create(NioConnection connection, Callback callback) throws Exception {
		ConnectionHandler handler = connection.context.factory().create(connection);
		if (handler == null) {
			throw new IllegalStateException("The handler factory of server '" + connection.server()
					+ "' returned null; it must return a handler");
		}
		connection.handler = handler;
	}

	@Override
	public void ready(int operations) throws IOException {
		if ((operations & SelectionKey.OP_WRITE) != 0 && !this.closing.isDoomed()) {
			this.output.flush();
		}
		if ((operations & SelectionKey.OP_READ) != 0 && wantsInput()) {
			this.input.read();
		}
	}

	private boolean wantsInput() {
		if (this.input.isEnded()) {
			return false;
		}
		return isOpen() ? !this.input.isPaused() : this.closing.discards();
	}

	/** Asks to be settled at the end of this turn, or of the next where one is being. */
	void settleLater() {
		if (!this.settling && !this.loop.hasEnded()) {
			this.settling = true;
			this.loop.settleLater(this);
		}
	}

	/** Ends a turn in which something happened. */
	void settle() {
		assert this.loop.inLoop();
		this.settling = false;
		if (this.closing.phase() == Closing.Phase.CLOSED) {
			this.output.failOutcomes(this.closing.failure());
			return;
		}
		this.output.settle();
		this.input.settle();
		this.closing.settle();
		updateInterest();
	}

	private void updateInterest() {
		if (this.key == null || this.closing.isDoomed()) {
			return;
		}
		int wanted = (wantsInput() ? SelectionKey.OP_READ : 0) | (this.output.isWaiting() ? SelectionKey.OP_WRITE : 0);
		if (wanted != this.interest) {
			LOG.debug("{} interest {} -> {}", this, this.interest, wanted);
			this.interest = wanted;
			this.key.interestOps(wanted);
		}
	}

	/**
	 * Calls a hook that takes no more than the connection, while the connection is open.
	 */
	void call(Callback callback) {
		if (isOpen()) {
			this.loop.guard().run(callback, this, Hooks.NAMED, callback);
		}
	}

	boolean callIdle() {
		boolean[] keep = new boolean[1];
		this.loop.guard()
			.run(Callback.IDLE, this, (connection, answer) -> answer[0] = connection.handler().onIdle(connection),
					keep);
		return keep[0] && isOpen();
	}

	void drain(Duration remaining) {
		if (isOpen()) {
			this.loop.guard()
				.run(Callback.DRAIN, this, (connection, left) -> connection.handler().onDrain(connection, left),
						remaining);
		}
	}

	@Override
	public void failed(Throwable failure) {
		this.closing.doom(Closing.reasonOf(failure), failure);
	}

	@Override
	public void lost(Throwable failure) {
		this.closing.doom(CloseReason.LOOP_DIED, failure);
		settle();
	}

	/** User code threw. */
	void userFailed(Callback callback, Throwable failure) {
		if (failure instanceof ConnectionException ex) {
			this.closing.close(ex.reason(), ex);
		}
		else {
			this.context.handlerFailed(this, callback, failure);
			this.closing.close(CloseReason.HANDLER_ERROR, failure);
		}
	}

	/** The socket is released; tells everybody who waits. */
	void released(Throwable failure) {
		this.deadlines.cancel();
		this.timers.cancelAll();
		this.input.release();
		this.output.release(failure);
		this.context.ended(this, this.opened, this.loop.now() - this.openedAt);
		if (this.opened) {
			this.loop.guard().run(Callback.CLOSE, this, Hooks.NAMED, Callback.CLOSE);
		}
		CompletableFuture<CloseReason> waiting = this.closed;
		if (waiting != null) {
			waiting.complete(this.closing.reason());
		}
	}

	// What other threads ask

	/** Does something on the loop: at once if this is it, else as mail. */
	void ask(Consumer<NioConnection> what) {
		if (this.loop.inLoop()) {
			what.accept(this);
		}
		else {
			put(new Asks.Ask(this, what));
		}
	}

	private void put(Mailbox.Mail mail) {
		if (this.mailbox.put(mail) == Mailbox.Put.FIRST && !this.loop.put(this)) {
			this.loop.runOrphan(this);
		}
	}

	/** Opens mail that came after the loop had ended, on whatever thread. */
	void openAsOrphan() {
		this.mailbox.openAll();
		this.output.failOutcomes(this.closing.failure());
	}

	// Connection

	@Override
	public long id() {
		return this.id;
	}

	@Override
	public String server() {
		return this.context.name();
	}

	@Override
	public SocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public SocketAddress localAddress() {
		return this.localAddress;
	}

	@Override
	public boolean isOpen() {
		return this.closing.phase() == Closing.Phase.OPEN;
	}

	@Override
	public CompletionStage<CloseReason> closed() {
		CompletableFuture<CloseReason> future;
		synchronized (this.mailbox) {
			future = this.closed;
			if (future == null) {
				future = new CompletableFuture<>();
				this.closed = future;
			}
		}
		if (this.closing.phase() == Closing.Phase.CLOSED) {
			CompletableFuture<CloseReason> late = future;
			ask((connection) -> late.complete(connection.closing.reason()));
		}
		return future.minimalCompletionStage();
	}

	@Override
	public void write(ByteBuffer bytes) {
		if (!tryWrite(bytes, null)) {
			throw overflow(bytes);
		}
	}

	@Override
	public void write(ByteBuffer bytes, @Nullable WriteListener done) {
		if (!tryWrite(bytes, done)) {
			if (done == null) {
				throw overflow(bytes);
			}
			WriteOverflowException failure = overflow(bytes);
			ask((connection) -> connection.output.refuse(done, failure));
		}
	}

	@Override
	public CompletableFuture<Long> writeAsync(ByteBuffer bytes) {
		CompletableFuture<Long> future = new CompletableFuture<>();
		write(bytes, (connection, count, failure) -> {
			if (failure != null) {
				future.completeExceptionally(failure);
			}
			else {
				future.complete(count);
			}
		});
		return future;
	}

	/** Writes, unless that goes over the cap and the policy is to refuse. */
	boolean tryWrite(ByteBuffer bytes, @Nullable WriteListener done) {
		int count = bytes.remaining();
		boolean inLoop = this.loop.inLoop();
		if (!isOpen()) {
			bytes.position(bytes.limit());
			refuse(done, new ClosedChannelException());
		}
		else if (inLoop ? this.output.fits(count) : this.output.reserve(count)) {
			if (inLoop) {
				this.output.write(bytes, done);
			}
			else {
				byte[] copy = new byte[count];
				bytes.get(copy);
				put(new Asks.Write(this, copy, done));
			}
		}
		else if (this.context.config().writeOverflow() == ServerConfig.WriteOverflow.FAIL) {
			return false;
		}
		else {
			bytes.position(bytes.limit());
			WriteOverflowException failure = overflow(count);
			refuse(done, failure);
			ask((connection) -> connection.closing.abort(CloseReason.WRITE_OVERFLOW, failure));
		}
		return true;
	}

	private void refuse(@Nullable WriteListener done, Throwable failure) {
		if (done != null) {
			ask((connection) -> connection.output.refuse(done, failure));
		}
	}

	private WriteOverflowException overflow(ByteBuffer bytes) {
		return overflow(bytes.remaining());
	}

	private WriteOverflowException overflow(int bytes) {
		return new WriteOverflowException(server(), bytes, this.output.pending(),
				this.context.config().writeMaxPending());
	}

	@Override
	public boolean isWritable() {
		return this.output.isWritable();
	}

	@Override
	public long pendingWriteBytes() {
		return this.output.pending();
	}

	@Override
	public void pauseReading() {
		ask((connection) -> connection.input.pause(PauseReason.USER));
	}

	@Override
	public void resumeReading() {
		ask((connection) -> connection.input.resume(PauseReason.USER));
	}

	@Override
	public boolean isReadingPaused() {
		return this.input.isPaused();
	}

	@Override
	public void shutdownOutput() {
		ask((connection) -> connection.output.shut());
	}

	@Override
	public void close() {
		ask((connection) -> connection.closing.close(connection.orderlyReason(), null));
	}

	private CloseReason orderlyReason() {
		if (this.context.isDraining()) {
			return CloseReason.DRAIN;
		}
		return this.input.isEnded() ? CloseReason.PEER_CLOSED : CloseReason.LOCAL;
	}

	@Override
	public void close(CloseReason reason) {
		switch (reason) {
			case LOCAL, PROTOCOL_ERROR, REPLACED -> ask((connection) -> connection.closing.close(reason, null));
			default -> throw new IllegalArgumentException(
					"An application may close with LOCAL, PROTOCOL_ERROR or REPLACED, not with " + reason);
		}
	}

	@Override
	public void abort() {
		ask((connection) -> connection.closing.abort(CloseReason.LOCAL, null));
	}

	@Override
	public void execute(Runnable task) {
		takeTask();
		put(new Asks.Task(this, task));
	}

	private void takeTask() {
		if (this.closing.phase() == Closing.Phase.CLOSED) {
			throw new RejectedExecutionException(this + " has ended");
		}
		this.loop.takeTask();
	}

	@Override
	public Timeout schedule(Duration delay, Runnable task) {
		return arm(new UserTimer(this, 0, task), delay);
	}

	@Override
	public Timeout scheduleAtFixedRate(Duration delay, Duration period, Runnable task) {
		if (period.isZero() || period.isNegative()) {
			throw new IllegalArgumentException("The period is " + period + ", it must be above zero");
		}
		return arm(new UserTimer(this, Nanos.of(period), task), delay);
	}

	private Timeout arm(UserTimer timer, Duration delay) {
		takeTask();
		long due = this.loop.clock().nanos() + Nanos.of(delay);
		ask((connection) -> {
			connection.loop.taskStarts();
			timer.armAt(due);
		});
		return timer;
	}

	@Override
	public void idleTimeout(Duration timeout) {
		long nanos = Nanos.limit(timeout);
		ask((connection) -> connection.deadlines.idleTimeout(nanos));
	}

	@Override
	public void label(String label) {
		this.label = label;
	}

	@Override
	public ByteBuffer unconsumed() {
		if (!this.loop.inLoop()) {
			throw new IllegalStateException(
					"unconsumed() is for the connection's own loop, this is " + Thread.currentThread().getName());
		}
		return this.input.unconsumed();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T attachment() {
		return (T) this.attachment;
	}

	@Override
	public void attach(@Nullable Object value) {
		this.attachment = value;
	}

	@Override
	public String toString() {
		String label = this.label;
		return server() + "#" + this.id + ((label != null) ? "(" + label + ")" : "") + " " + this.remoteAddress;
	}

}
