package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * A TCP server: binds, drains, stops, and may be started again. Any thread may call its
 * methods.
 */
public final class LeatServer {

	private final ServerContext context;

	private final EventLoopGroup group;

	private final ServerFigures figures;

	private volatile @Nullable ServerRun run;

	private LeatServer(ServerContext context, EventLoopGroup group) {
		this.context = context;
		this.group = group;
		this.figures = new ServerFigures(context);
	}

	/**
	 * Starts a new server's settings.
	 * @param name what it is called in logs, meters and {@link Connection#server()}
	 * @return a new builder
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/**
	 * The name. Any thread.
	 * @return the name
	 */
	public String name() {
		return this.context.name();
	}

	/**
	 * The settings. Any thread.
	 * @return the settings
	 */
	public ServerConfig config() {
		return this.context.config();
	}

	/**
	 * Binds and listens; when it returns the port is open. Does nothing while it runs.
	 * After a stop that is still going on, it waits for its end. Any thread.
	 * @throws BindFailure if it cannot listen; the message says why, and nothing is left
	 * behind
	 * @throws IllegalStateException on one of its own loops while it stops, or while a
	 * handler of its last run holds an event loop
	 */
	public void start() {
		awaitStop();
		synchronized (this) {
			if (this.run == null) {
				ServerRun starting = ServerRun.bind(this, this.context, this.group);
				this.figures.listener(starting.listener());
				this.run = starting;
				starting.listen();
			}
		}
	}

	private void awaitStop() {
		ServerRun ending = this.run;
		if (ending != null && this.context.isStopped()) {
			if (ending.inLoop()) {
				throw new IllegalStateException("Server '" + name() + "' cannot start on its own loop while it stops");
			}
			if (!ending.stopAndWait()) {
				throw new IllegalStateException("Server '" + name()
						+ "' cannot start while a handler of its last run still holds an event loop");
			}
		}
	}

	/**
	 * Closes the port and ends every connection with {@link CloseReason#STOP}; with the
	 * last server of its group the threads end too. Waits for all that, except on one of
	 * its own loops. If nothing ends for two seconds because a handler holds an event
	 * loop, it logs where, closes the sockets of that loop, and returns; the loop ends
	 * when the handler returns. Harmless when it does not run. Any thread.
	 */
	public void stop() {
		ServerRun ending = this.run;
		if (ending != null) {
			if (ending.inLoop()) {
				ending.stop();
			}
			else {
				ending.stopAndWait();
			}
		}
	}

	/** The run is over, and the next may begin. Any thread, once a run. */
	void ended() {
		this.figures.listener(null);
		this.context.draining(false);
		this.run = null;
	}

	/**
	 * Accepts nobody until {@link #resumeAccepting()}, whatever else holds the listener
	 * for other reasons; who connects meanwhile waits in the backlog. Connections that
	 * are open go on. Ends with a stop. Any thread.
	 * @return completes when it holds; at once while the server does not run
	 */
	public CompletionStage<Void> pauseAccepting() {
		return pauseByOperator(true);
	}

	/**
	 * Takes {@link #pauseAccepting()} back. Any thread.
	 * @return completes when it holds; at once while the server does not run
	 */
	public CompletionStage<Void> resumeAccepting() {
		return pauseByOperator(false);
	}

	private CompletionStage<Void> pauseByOperator(boolean pause) {
		ServerRun running = this.run;
		if (running == null) {
			return CompletableFuture.completedStage(null);
		}
		return running.listener().pauseByOperator(pause).exceptionally((stopped) -> null).minimalCompletionStage();
	}

	/**
	 * Closes the port and lets every connection finish: its handler's
	 * {@link ConnectionHandler#onDrain onDrain} is called, and what is still open when
	 * the grace period is over ends with {@link CloseReason#STOP}. The server is still to
	 * be {@linkplain #stop stopped}. Another call returns the outcome of the first. Any
	 * thread.
	 * @param grace how long connections may take
	 * @return completes when no connection is left
	 */
	public CompletionStage<DrainResult> drain(Duration grace) {
		ServerRun running = this.run;
		return (running != null) ? running.drain(grace) : CompletableFuture.completedStage(new DrainResult(0, 0));
	}

	/**
	 * Whether it was started and not stopped. Any thread.
	 * @return whether it runs; also while it drains
	 */
	public boolean isRunning() {
		return this.run != null && !this.context.isStopped();
	}

	/**
	 * Where it listens. Any thread.
	 * @return the bound address with its real port, or {@code null} while it does not run
	 */
	public @Nullable InetSocketAddress localAddress() {
		ServerRun running = this.run;
		return (running != null) ? running.address() : null;
	}

	/**
	 * Adds one who watches from now on, unless it watches already. Any thread.
	 * @param listener the listener
	 */
	public void watch(ServerListener listener) {
		this.context.watch(Objects.requireNonNull(listener, "listener"));
	}

	/**
	 * Its open connections. Any thread.
	 * @return the connections, always the same object
	 */
	public ConnectionGroup connections() {
		return this.context.connections();
	}

	/**
	 * The figures of the loops that it runs on, which other servers may share. Any
	 * thread.
	 * @return as {@link EventLoopGroup#loopStats()} has them
	 */
	public List<LoopStats> loopStats() {
		return this.group.loopStats();
	}

	/**
	 * Its figures. Any thread.
	 * @return the figures, always the same object
	 */
	public ServerStats stats() {
		return this.figures;
	}

	@Override
	public String toString() {
		InetSocketAddress address = localAddress();
		return "LeatServer '" + name() + "' " + ((address != null) ? address : "stopped");
	}

	/**
	 * Collects what a server needs.
	 */
	public static final class Builder {

		private final String name;

		private final List<ServerListener> listeners = new ArrayList<>();

		private ServerConfig config = ServerConfig.builder().build();

		private @Nullable EventLoopGroup loops;

		private @Nullable HandlerFactory factory;

		private @Nullable StreamHandler streams;

		private @Nullable Executor streamExecutor;

		private @Nullable ServerSocketChannel adopted;

		private Builder(String name) {
			this.name = Objects.requireNonNull(name, "name");
		}

		/**
		 * The loops to run on; a group of its own by default.
		 * @param value the group, which may have other servers
		 * @return this
		 */
		public Builder loops(EventLoopGroup value) {
			this.loops = value;
			return this;
		}

		/**
		 * The settings; the defaults of {@link ServerConfig.Builder} by default.
		 * @param value the settings
		 * @return this
		 */
		public Builder config(ServerConfig value) {
			this.config = value;
			return this;
		}

		/**
		 * One handler for all connections.
		 * @param value the handler
		 * @return this
		 */
		public Builder handler(ConnectionHandler value) {
			return handler(new SameHandler(value));
		}

		/**
		 * A handler for each connection.
		 * @param value makes them
		 * @return this
		 */
		public Builder handler(HandlerFactory value) {
			this.factory = value;
			this.streams = null;
			return this;
		}

		/**
		 * One handler for all connections, called on a thread of its own for each.
		 * @param value the handler
		 * @return this
		 */
		public Builder handler(StreamHandler value) {
			this.factory = null;
			this.streams = value;
			return this;
		}

		/**
		 * Where a {@link StreamHandler} is called; each call keeps a thread as long as
		 * its connection lives. By default virtual threads on Java 21 and later; before,
		 * daemon threads named after the server, no more than {@code max-connections}. A
		 * connection whose call is rejected closes with
		 * {@link CloseReason#HANDLER_ERROR}.
		 * @param value starts or finds a thread, and does not run the call itself
		 * @return this
		 */
		public Builder streamExecutor(Executor value) {
			this.streamExecutor = value;
			return this;
		}

		/**
		 * A listening socket that somebody else has bound, the service manager say
		 * ({@link System#inheritedChannel()}). It replaces the address and the port of
		 * the settings, and {@code reuse-port}. The server owns it from its start, which
		 * there can be only one of, and closes it when it stops.
		 * @param value bound and open
		 * @return this
		 */
		public Builder adopt(ServerSocketChannel value) {
			this.adopted = value;
			return this;
		}

		/**
		 * Adds one who watches.
		 * @param value the listener
		 * @return this
		 */
		public Builder listener(ServerListener value) {
			this.listeners.add(value);
			return this;
		}

		/**
		 * Makes the server; it does not listen yet.
		 * @return the server
		 * @throws IllegalStateException without a handler
		 * @throws IllegalArgumentException with TLS on loops whose read buffer holds no
		 * record
		 */
		public LeatServer build() {
			HandlerFactory factory = (this.streams != null) ? streamCalls(this.streams) : this.factory;
			if (factory == null) {
				throw new IllegalStateException("Server '" + this.name + "' has no handler; set one with handler(...)");
			}
			EventLoopGroup loops = (this.loops != null) ? this.loops : EventLoopGroup.builder().build();
			if (this.config.tls() != null) {
				loops.settings().checkForTls();
			}
			return new LeatServer(new ServerContext(this.name, this.config, factory, List.copyOf(this.listeners),
					this.adopted, loops), loops);
		}

		private HandlerFactory streamCalls(StreamHandler handler) {
			Executor executor = this.streamExecutor;
			if (executor == null) {
				executor = new StreamThreads(this.name, this.config.maxConnections(), true)::start;
			}
			return new StreamCalls(handler, executor);
		}

	}

}
