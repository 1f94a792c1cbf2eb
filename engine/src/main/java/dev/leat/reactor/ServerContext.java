package dev.leat.reactor;

import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * What all connections of one server share: its settings, its handler, its counters and
 * whoever watches. Any thread.
 */
final class ServerContext {

	private static final Log LOG = new Log(LeatServer.class);

	private final String name;

	private final ServerConfig config;

	private final Limits limits;

	private final HandlerFactory factory;

	private final CopyOnWriteArrayList<ServerListener> listeners;

	private final @Nullable ServerSocketChannel adopted;

	private final ServerCounters[] counters;

	private final OpenConnections connections = new OpenConnections();

	private final List<Stage.Maker> stages;

	private final Openings openings;

	private final Admission admission;

	private final LogLimit admissionLog = new LogLimit();

	private final LogLimit handlerLog = new LogLimit();

	private final LogLimit listenerLog = new LogLimit();

	private volatile boolean draining;

	/** When connections are asked to finish, once that has begun. */
	private volatile @Nullable Pace pace;

	private volatile boolean stopped = true;

	private volatile @Nullable ServerRun run;

	ServerContext(String name, ServerConfig config, HandlerFactory factory, List<ServerListener> listeners,
			@Nullable ServerSocketChannel adopted, EventLoopGroup group) {
		this.name = name;
		this.config = config;
		this.limits = Limits.of(config);
		this.factory = factory;
		this.listeners = new CopyOnWriteArrayList<>(listeners);
		this.adopted = adopted;
		this.admission = new Admission(config, group.places(), group.budget());
		this.stages = stages(config);
		this.openings = new Openings((config.tls() != null) ? config.tls().maxHandshakes() : 0,
				config.proxyProtocol() != null);
		this.counters = new ServerCounters[group.loops()];
		for (int i = 0; i < this.counters.length; i++) {
			this.counters[i] = new ServerCounters();
		}
	}

	/** What a connection passes before its handler sees it, in order. */
	private static List<Stage.Maker> stages(ServerConfig config) {
		List<Stage.Maker> stages = new ArrayList<>();
		ProxyConfig proxy = config.proxyProtocol();
		if (proxy != null) {
			stages.add((connection, opening) -> new ProxyStage(connection, proxy));
		}
		TlsConfig tls = config.tls();
		if (tls != null) {
			stages.add((connection, opening) -> new TlsHandshake(connection, opening, tls));
		}
		return List.copyOf(stages);
	}

	String name() {
		return this.name;
	}

	ServerConfig config() {
		return this.config;
	}

	Limits limits() {
		return this.limits;
	}

	/** Adds one who watches, if it does not yet. */
	void watch(ServerListener listener) {
		this.listeners.addIfAbsent(listener);
	}

	/** The listening socket that somebody else has bound. */
	@Nullable ServerSocketChannel adopted() {
		return this.adopted;
	}

	HandlerFactory factory() {
		return this.factory;
	}

	ServerCounters counters(EventLoop loop) {
		return this.counters[loop.index()];
	}

	ServerCounters[] counters() {
		return this.counters;
	}

	OpenConnections connections() {
		return this.connections;
	}

	/** What a connection passes before it is open. */
	List<Stage.Maker> stages() {
		return this.stages;
	}

	Openings openings() {
		return this.openings;
	}

	Admission admission() {
		return this.admission;
	}

	/** Bounds what the log is told of clients who do not get in. */
	LogLimit admissionLog() {
		return this.admissionLog;
	}

	boolean isDraining() {
		return this.draining;
	}

	void draining(boolean value) {
		this.draining = value;
		this.pace = null;
	}

	/** Connections are asked to finish from now on. */
	void asks(Pace value) {
		this.pace = value;
	}

	/** How a connection that opens only now is asked to finish, if it is. */
	@Nullable Pace pace() {
		return this.pace;
	}

	/** Whether connections on their way to a loop come too late. */
	boolean isStopped() {
		return this.stopped;
	}

	void stopped(boolean value) {
		this.stopped = value;
	}

	/** A run begins, which is told whenever a connection is gone. */
	void begins(ServerRun value) {
		this.run = value;
		draining(false);
		this.stopped = false;
	}

	// What happens on the loops

	void opened(NioConnection connection) {
		this.connections.add(connection);
		if (!this.listeners.isEmpty()) {
			tell(connection.loop(), (listener) -> listener.opened(connection));
		}
	}

	/** A connection has ended, whether or not its handler ever saw it. */
	void ended(NioConnection connection, boolean wasOpen, long age) {
		CloseReason reason = connection.closing().reason();
		if (!connection.closing().isTurnedAway()) {
			connection.counters().closed.increment(reason);
		}
		connection.loop().counters().connections.decrementAndGet();
		if (wasOpen) {
			this.connections.remove(connection);
			Throwable cause = connection.closing().cause();
			CloseLog.closed(connection, reason, cause, Duration.ofNanos(age));
			tell(connection.loop(), (listener) -> listener.closed(connection, reason, cause, Duration.ofNanos(age)));
		}
	}

	/** Everybody has been told of a connection's end, its handler too. */
	void released(NioConnection connection) {
		this.admission.leave(connection.isLetIn() ? connection.remoteAddress() : null);
		ServerRun running = this.run;
		if (running != null) {
			running.released();
		}
	}

	/** A setting turned a client away. */
	void refused(EventLoop loop, @Nullable SocketAddress remote, Refusal refusal) {
		String setting = refusal.setting();
		if (setting != null) {
			limited(loop, setting);
		}
		rejected(loop, remote, refusal.reason(), null);
	}

	/** A client was turned away. */
	void rejected(EventLoop loop, @Nullable SocketAddress remote, RejectReason reason, @Nullable Throwable cause) {
		counters(loop).rejected.increment(reason);
		tell(loop, (listener) -> listener.rejected(remote, reason));
		if (isWorthALine(reason, cause) && this.admissionLog.allows(loop.clock().nanos())) {
			LOG.get()
				.warn("Server '{}' turned {} away: {}{}; {} more since the last line", this.name, remote, reason.word(),
						(cause != null) ? ", " + OneLine.of(cause.getMessage()) : "", this.admissionLog.held());
		}
	}

	/** Who connects and leaves says nothing: so do the checks of balancers. */
	private static boolean isWorthALine(RejectReason reason, @Nullable Throwable cause) {
		return reason != RejectReason.DRAINING
				&& (cause == null || cause instanceof SSLException || cause instanceof RefusedException);
	}

	/** A limit acts. */
	void limited(EventLoop loop, String setting) {
		tell(loop, (listener) -> listener.limited(setting));
	}

	void handlerFailed(NioConnection connection, Callback callback, Throwable failure) {
		connection.counters().handlerErrors.increment(callback);
		if (this.handlerLog.allows(connection.loop().clock().nanos())) {
			LOG.get()
				.error("The handler of {} failed in {}; {} more since the last line", connection, callback.word(),
						this.handlerLog.held(), OneLine.of(failure));
		}
		tell(connection.loop(), (listener) -> listener.handlerFailed(connection, callback, failure));
	}

	private void tell(EventLoop loop, Consumer<ServerListener> event) {
		for (ServerListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable failure) {
				if (this.listenerLog.allows(loop.clock().nanos())) {
					LOG.get()
						.error("A listener of server '{}' failed; {} more since the last line", this.name,
								this.listenerLog.held(), OneLine.of(failure));
				}
			}
		}
	}

}
