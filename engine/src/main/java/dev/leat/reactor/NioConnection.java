package dev.leat.reactor;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * One accepted socket, as all threads see it: what it is, what belongs to it, and the
 * door for applications. What it does on its loop is its {@link ConnectionLife}, of which
 * {@link Deadlines}, {@link Input} and {@link Output} are layers.
 */
final class NioConnection extends Inbox implements Connection {

	private static final AtomicReferenceFieldUpdater<NioConnection, RareParts> RARE = AtomicReferenceFieldUpdater
		.newUpdater(NioConnection.class, RareParts.class, "rare");

	private final long id;

	private final EventLoop loop;

	private final ServerContext context;

	private Transport transport;

	private volatile SocketAddress remoteAddress;

	private final SocketAddress localAddress;

	private volatile Phase phase = Phase.OPENING;

	private final ConnectionLife life;

	private volatile RareParts rare = RareParts.NONE;

	private volatile @Nullable Object attachment;

	NioConnection(long id, EventLoop loop, ServerContext context, SocketChannel channel) throws IOException {
		this.id = id;
		this.loop = loop;
		this.context = context;
		this.transport = new PlainTransport(channel);
		this.remoteAddress = channel.getRemoteAddress();
		this.localAddress = channel.getLocalAddress();
		this.life = new ConnectionLife(this);
	}

	// What belongs to it

	@Override
	NioConnection self() {
		return this;
	}

	@Override
	EventLoop loop() {
		return this.loop;
	}

	ServerContext context() {
		return this.context;
	}

	ServerCounters counters() {
		return this.context.counters(this.loop);
	}

	/** A stage has found out who the client is. */
	void letIn(SocketAddress client, @Nullable ProxyInfo info) {
		this.remoteAddress = client;
		RareParts rare = ownRare();
		rare.proxy = info;
		rare.letIn = true;
	}

	/** Whether its client is counted as let in, which it is to be once. */
	boolean isLetIn() {
		return !this.context.admission().asksProxies() || this.rare.letIn;
	}

	/** A limit is about to end it. */
	void limited(String setting) {
		this.context.limited(this.loop, setting);
	}

	Transport transport() {
		return this.transport;
	}

	/** Goes on over another transport. */
	void transport(Transport value) {
		this.transport = value;
	}

	/** Says what the handshake has agreed on. */
	void tls(TlsInfo value) {
		ownRare().tls = value;
	}

	Input input() {
		return this.life;
	}

	Output output() {
		return this.life;
	}

	/** Where it is in its life. Any thread. */
	@Override
	Phase phase() {
		return this.phase;
	}

	void phase(Phase value) {
		this.phase = value;
	}

	/** Whether nothing comes or goes any more. */
	boolean isDoomed() {
		return this.phase.compareTo(Phase.DOOMED) >= 0;
	}

	/** Whether it ends, or has been asked to. */
	boolean isClosing() {
		return this.rare.isClosing();
	}

	Closing closing() {
		return ownRare().closing(this);
	}

	Deadlines deadlines() {
		return this.life;
	}

	ConnectionTimers timers() {
		return ownRare().timers(this);
	}

	void cancelTimers() {
		this.rare.cancelTimers();
	}

	Answers answers() {
		return ownRare().answers(this);
	}

	boolean isOwing() {
		return this.rare.isOwing();
	}

	/** To look at, since most connections have the same. Any thread. */
	RareParts rare() {
		return this.rare;
	}

	/** To change; made for the first who needs it. Any thread. */
	RareParts ownRare() {
		if (this.rare == RareParts.NONE) {
			RARE.compareAndSet(this, RareParts.NONE, new RareParts());
		}
		return this.rare;
	}

	/** Bytes of buffers that it holds, or that it was given. */
	long memory() {
		return this.life.outputMemory() + this.life.inputMemory() + this.transport.memory();
	}

	ConnectionLife life() {
		return this.life;
	}

	/** Opens the mail from other threads; the first time, the connection itself. */
	@Override
	void open() {
		answered();
		if (!this.life.hasBegun()) {
			this.life.begin();
		}
		this.life.openMail();
		this.loop.batch().flush();
		this.life.settleLater();
	}

	/** Opens mail that came after the loop had ended, on whatever thread. */
	void openAsOrphan() {
		openAll();
		output().failOutcomes(closing().failure());
		this.life.settleHalves();
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
	public ServerConfig config() {
		return this.context.config();
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
	public @Nullable ProxyInfo proxy() {
		return this.rare.proxy;
	}

	@Override
	public @Nullable TlsInfo tls() {
		return this.rare.tls;
	}

	@Override
	public boolean isOpen() {
		return this.phase == Phase.OPEN;
	}

	@Override
	public CompletionStage<CloseReason> closed() {
		RareParts rare = ownRare();
		Farewell farewell = rare.farewell();
		if (rare.ended) {
			ask((connection) -> farewell.tell(connection.closing().reason()));
		}
		return farewell.stage();
	}

	/** Its handler has been told that it has ended; tells all others who wait. */
	void ended() {
		RareParts rare = ownRare();
		rare.ended = true;
		Farewell waiting = rare.waiting();
		if (waiting != null) {
			waiting.tell(closing().reason());
		}
	}

	@Override
	public void write(ByteBuffer bytes) {
		Writes.write(this, bytes, null);
	}

	@Override
	public void write(ByteBuffer bytes, @Nullable WriteListener done) {
		Writes.write(this, bytes, done);
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

	@Override
	public void transfer(ByteBuffer bytes, WriteListener done) {
		Writes.transfer(this, bytes, done);
	}

	@Override
	public void transfer(FileChannel file, long position, long count, WriteListener done) {
		Writes.transfer(this, file, position, count, done);
	}

	@Override
	public boolean isWritable() {
		return output().isWritable();
	}

	@Override
	public long pendingWriteBytes() {
		return output().pending();
	}

	@Override
	public void pauseReading() {
		ask((connection) -> connection.input().pause(PauseReason.USER));
	}

	@Override
	public void resumeReading() {
		ask((connection) -> connection.input().resume(PauseReason.USER));
	}

	@Override
	public Answer defer(int limit) {
		if (!isOpen()) {
			throw new IllegalStateException(this + " is closed and owes no answers");
		}
		assertInLoop("defer(...)");
		return answers().defer(limit);
	}

	@Override
	public void yieldReading() {
		assertInLoop("yieldReading()");
		input().yield();
	}

	@Override
	public boolean isReadingPaused() {
		return input().isPaused();
	}

	@Override
	public void shutdownOutput() {
		ask((connection) -> connection.output().shut());
	}

	@Override
	public void close() {
		ask((connection) -> connection.closing().finish(connection.orderlyReason()));
	}

	private CloseReason orderlyReason() {
		if (this.context.isDraining()) {
			return CloseReason.DRAIN;
		}
		if (this.life.isOld()) {
			return CloseReason.MAX_AGE;
		}
		return input().isEnded() ? CloseReason.PEER_CLOSED : CloseReason.LOCAL;
	}

	@Override
	public void close(CloseReason reason) {
		switch (reason) {
			case LOCAL, PROTOCOL_ERROR, REPLACED -> ask((connection) -> connection.closing().close(reason, null));
			default -> throw new IllegalArgumentException(
					"An application may close with LOCAL, PROTOCOL_ERROR or REPLACED, not with " + reason);
		}
	}

	@Override
	public void abort() {
		ask((connection) -> connection.closing().abort(CloseReason.LOCAL, null));
	}

	@Override
	public Timeout schedule(Duration delay, Runnable task) {
		return new UserTimer(this, 0, task).start(delay);
	}

	@Override
	public Timeout scheduleAtFixedRate(Duration delay, Duration period, Runnable task) {
		if (period.isZero() || period.isNegative()) {
			throw new IllegalArgumentException("The period is " + period + ", it must be above zero");
		}
		return new UserTimer(this, Nanos.of(period), task).start(delay);
	}

	@Override
	public void idleTimeout(Duration timeout) {
		long nanos = Nanos.limit(timeout);
		ask((connection) -> connection.life.idleTimeout(nanos));
	}

	@Override
	public void label(String label) {
		ownRare().label = OneLine.of(label);
	}

	@Nullable String label() {
		return this.rare.label;
	}

	@Override
	public ConnectionInfo info() {
		assertInLoop("info()");
		return Inspection.look(this);
	}

	@Override
	public ByteBuffer unconsumed() {
		assertInLoop("unconsumed()");
		return input().unconsumed();
	}

	private void assertInLoop(String method) {
		if (!this.loop.inLoop()) {
			throw new IllegalStateException(
					method + " is for the connection's own loop, this is " + Thread.currentThread().getName());
		}
	}

	@Override
	public Halves split() {
		assertInLoop("split()");
		return this.life.split().watchedHalves();
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
		String label = label();
		return server() + "#" + this.id + ((label != null) ? "(" + label + ")" : "") + " " + this.remoteAddress;
	}

}
