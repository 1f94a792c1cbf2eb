package dev.leat.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A server from one start to its stop: the listener, and the way to the end.
 *
 * <pre>
 *  start ──&gt; listening ── drain ──&gt; backlog accepted, listener closed, onDrain ── empty, or grace over ──&gt; drained
 *                │                                                                         │
 *                └── stop ──&gt; listener closed, connections ended ── empty ──&gt; loops given back
 * </pre>
 *
 * Any thread.
 */
final class ServerRun {

	private final LeatServer server;

	private final ServerContext context;

	private final EventLoopGroup group;

	private final RunningLoops loops;

	private final Listener listener;

	private final InetSocketAddress address;

	/** Connections that have gone since the drain began. */
	private final AtomicInteger ended = new AtomicInteger();

	private final AtomicInteger forced = new AtomicInteger();

	private final CompletableFuture<Void> emptied = new CompletableFuture<>();

	private @Nullable StopWait stopWait;

	private volatile boolean listenerClosed;

	private @Nullable CompletableFuture<DrainResult> drained;

	private @Nullable CompletableFuture<Void> stopped;

	private ServerRun(LeatServer server, ServerContext context, EventLoopGroup group, RunningLoops loops,
			List<ServerSocketChannel> channels, InetSocketAddress address) {
		this.server = server;
		this.context = context;
		this.group = group;
		this.loops = loops;
		this.listener = new Listener(channels, address, context, loops, group.settings());
		this.address = address;
		context.begins(this);
		context.admission().await(this.listener);
		context.openings().tell(this.listener);
	}

	/**
	 * Binds, and takes the loops; clients may connect but nobody accepts them yet.
	 * @throws BindFailure if that is not possible; nothing is left then
	 */
	static ServerRun bind(LeatServer server, ServerContext context, EventLoopGroup group) {
		List<ServerSocketChannel> channels = Binding.open(context, group.settings());
		try {
			InetSocketAddress address = (InetSocketAddress) channels.get(0).getLocalAddress();
			return new ServerRun(server, context, group, group.acquire(server), channels, address);
		}
		catch (IOException | RuntimeException | Error ex) {
			channels.forEach(PlainTransport::closeQuietly);
			throw new BindFailure(context.name(), Binding.wanted(context.config()), ex);
		}
	}

	/**
	 * Accepts from now on.
	 * @throws BindFailure if that is not possible; nothing is left then
	 */
	void listen() {
		CompletableFuture<Void> listening = this.listener.open();
		if (this.loops.inLoop()) {
			return;
		}
		try {
			listening.join();
		}
		catch (CompletionException ex) {
			if (!this.context.isStopped()) {
				stop().join();
				throw new BindFailure(this.context.name(), this.address, Objects.requireNonNull(ex.getCause()));
			}
		}
	}

	InetSocketAddress address() {
		return this.address;
	}

	Listener listener() {
		return this.listener;
	}

	boolean inLoop() {
		return this.loops.inLoop();
	}

	/** A connection is gone; on its loop. */
	void released() {
		if (this.context.isDraining()) {
			this.ended.incrementAndGet();
		}
		completeIfEmpty();
	}

	private void completeIfEmpty() {
		if (this.listenerClosed && this.context.admission().inside() == 0) {
			this.emptied.complete(null);
		}
	}

	synchronized CompletionStage<DrainResult> drain(Duration grace) {
		if (this.drained == null) {
			this.context.draining(true);
			this.drained = closed(this.listener.drain()).thenCompose((nothing) -> drainConnections(grace));
		}
		return this.drained.minimalCompletionStage();
	}

	/** On the acceptor's loop, or on any thread once that has ended. */
	private CompletableFuture<DrainResult> drainConnections(Duration grace) {
		Pace pace = Pace.of(this.context, this.loops.acceptor().clock().nanos(), Nanos.of(grace));
		this.context.asks(pace);
		forEachLoop((loop, connections) -> new Drain(loop, connections, pace).begin());
		GraceTimer timer = new GraceTimer();
		OnLoop.run(this.loops.acceptor(), () -> timer.arm(Nanos.of(grace)));
		return this.emptied.thenApply((nothing) -> {
			OnLoop.run(this.loops.acceptor(), timer::cancel);
			return new DrainResult(this.ended.get() - this.forced.get(), this.forced.get());
		});
	}

	synchronized CompletableFuture<Void> stop() {
		if (this.stopped == null) {
			this.context.stopped(true);
			this.stopped = closed(this.listener.close()).thenCompose((nothing) -> {
				force();
				return this.emptied;
			}).thenCompose((nothing) -> this.group.release(this.server)).whenComplete((nothing, failure) -> {
				this.context.admission().awaitNoMore(this.listener);
				this.server.ended();
			});
		}
		return this.stopped;
	}

	/**
	 * Stops and waits, but for a loop that is held not for ever.
	 * @return whether everything has ended
	 */
	boolean stopAndWait() {
		CompletableFuture<Void> end = stop();
		stopWait().await(end);
		return end.isDone();
	}

	/** One for all who wait, made for the first of them. */
	private synchronized StopWait stopWait() {
		if (this.stopWait == null) {
			this.stopWait = new StopWait(this.context, this.loops, this.listener);
		}
		return this.stopWait;
	}

	private void force() {
		for (EventLoop loop : this.loops.carriers()) {
			loop.run(() -> this.context.openings().forEach(loop, Opening::stop));
		}
		forEachLoop((loop, connections) -> connections.forEach(this::force));
	}

	private void force(NioConnection connection) {
		if (!connection.isDoomed()) {
			this.forced.incrementAndGet();
			connection.closing().doom(CloseReason.STOP, null);
		}
	}

	private CompletableFuture<Void> closed(CompletableFuture<Void> listener) {
		return listener.handle((nothing, failure) -> {
			this.listenerClosed = true;
			completeIfEmpty();
			return null;
		});
	}

	/**
	 * Does something on each loop that carries connections, with those of this server.
	 */
	private void forEachLoop(BiConsumer<EventLoop, List<NioConnection>> action) {
		for (EventLoop loop : this.loops.carriers()) {
			loop.run(() -> {
				List<NioConnection> mine = new ArrayList<>();
				this.context.connections().all().forEach((connection) -> {
					if (connection.loop() == loop) {
						mine.add(connection);
					}
				});
				action.accept(loop, mine);
			});
		}
	}

	/** Ends what is still open when the grace period is over. */
	private final class GraceTimer extends HeapTimer {

		void arm(long nanos) {
			EventLoop loop = ServerRun.this.loops.acceptor();
			loop.timers().arm(this, loop.clock().nanos() + nanos);
		}

		void cancel() {
			ServerRun.this.loops.acceptor().timers().cancel(this);
		}

		@Override
		void fire() {
			force();
		}

	}

}
