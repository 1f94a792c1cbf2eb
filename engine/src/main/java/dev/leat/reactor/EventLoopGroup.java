package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A fixed set of event loops, and one acceptor loop for the listeners of all its servers.
 * Many servers may share one. Its threads and selectors start with its first server and
 * go with its last, so an unused group costs nothing. Any thread may call its methods.
 */
public final class EventLoopGroup implements AutoCloseable {

	private final GroupSettings settings;

	private final MemoryBudget budget;

	private final Places places;

	private final List<LoopCounters> counters = new ArrayList<>();

	private final List<BufferPool> buffers = new ArrayList<>();

	private final BufferFigures bufferFigures;

	private final Stalls stalls;

	private final Set<LeatServer> users = new LinkedHashSet<>();

	private @Nullable RunningLoops running;

	private @Nullable RunningLoops ending;

	private EventLoopGroup(GroupSettings settings) {
		this.settings = settings;
		this.budget = MemoryBudget.of(settings.maxBufferMemory());
		this.places = new Places(settings.maxConnections());
		for (int i = 0; i < settings.threads(); i++) {
			this.counters.add(new LoopCounters("loop-" + i, settings));
		}
		this.counters.add(new LoopCounters("acceptor", settings));
		for (int i = 0; i < this.counters.size(); i++) {
			this.buffers.add(new BufferPool(this.budget, this.counters.size(), settings.poison()));
		}
		this.bufferFigures = new BufferFigures(this.budget, this.buffers);
		this.stalls = new Stalls(settings.clock());
	}

	/**
	 * Starts from the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The figures of each loop; the last is the acceptor's, and with {@code threads(0)}
	 * it is the only one. They stay over stop and start. Any thread.
	 * @return one entry a loop, always the same ones
	 */
	public List<LoopStats> loopStats() {
		return List.copyOf(this.counters);
	}

	/**
	 * The figures of the buffers. Any thread.
	 * @return the figures
	 */
	public BufferStats bufferStats() {
		return this.bufferFigures;
	}

	/**
	 * The last times, 16 at most, that something held a loop for longer than the
	 * {@link Builder#blockedWarning blocked warning}. They stay over stop and start. Any
	 * thread.
	 * @return as it is now, the newest first
	 */
	public List<Stall> stalls() {
		return this.stalls.list();
	}

	/**
	 * Who is told how late each loop is. Any thread.
	 * @return as given to {@link Builder#lagListener}; {@code null} for nobody, and no
	 * loop probes
	 */
	public @Nullable LagListener lagListener() {
		return this.settings.lagListener();
	}

	/**
	 * Stops the servers that still run on it, and with the last of them the threads. Does
	 * nothing more; servers may be started on it again. Any thread; does not wait on one
	 * of its own loops.
	 */
	@Override
	public void close() {
		List<LeatServer> servers;
		synchronized (this) {
			servers = List.copyOf(this.users);
		}
		servers.forEach(LeatServer::stop);
	}

	GroupSettings settings() {
		return this.settings;
	}

	int loops() {
		return this.counters.size();
	}

	/** The memory for the connections of all its servers. */
	MemoryBudget budget() {
		return this.budget;
	}

	/** The places for the connections of all its servers. */
	Places places() {
		return this.places;
	}

	/** Gives a server the loops to run on; its first user starts them. */
	RunningLoops acquire(LeatServer server) {
		RunningLoops loops = tryAcquire(server);
		while (loops == null) {
			awaitEnding();
			loops = tryAcquire(server);
		}
		return loops;
	}

	/** Nothing while the loops before are ending. */
	private synchronized @Nullable RunningLoops tryAcquire(LeatServer server) {
		if (this.running == null) {
			if (this.ending != null && !this.ending.ended().isDone()) {
				return null;
			}
			this.ending = null;
			this.running = startLoops();
		}
		this.users.add(server);
		return this.running;
	}

	private RunningLoops startLoops() {
		try {
			return RunningLoops.start(this.settings, this.counters, this.buffers, this.stalls);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The event loops cannot start: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Loops share their counters with those before them, so they never run beside them.
	 * Waits without a lock, since what still runs on them may want it.
	 */
	private void awaitEnding() {
		RunningLoops loops;
		synchronized (this) {
			loops = this.ending;
		}
		if (loops != null) {
			if (loops.inLoop()) {
				throw new IllegalStateException("A server cannot start on a loop that is ending");
			}
			loops.ended().join();
		}
	}

	/**
	 * Takes the loops back; with its last user they end.
	 * @return completes when nothing of that user's is left to wait for
	 */
	synchronized CompletableFuture<Void> release(LeatServer server) {
		RunningLoops loops = this.running;
		if (!this.users.remove(server) || !this.users.isEmpty() || loops == null) {
			return CompletableFuture.completedFuture(null);
		}
		this.running = null;
		this.ending = loops;
		return loops.stop();
	}

	/**
	 * Collects settings; every default stands here.
	 */
	public static final class Builder {

		private int threads = Runtime.getRuntime().availableProcessors();

		private int readBuffer = 256 * 1024;

		private int maxPendingTasks = 65_536;

		private OptionalLong maxBufferMemory = OptionalLong.empty();

		private int acceptBatch = 16;

		/** Read here already: once there are none left, asking for it fails. */
		private long descriptors = Descriptors.limit();

		private int maxConnections = Descriptors.defaultMaxOfProcess(this.descriptors);

		private String threadNamePrefix = "leat";

		private @Nullable LagListener lagListener;

		private Duration blockedWarning = Duration.ofMillis(200);

		private boolean poison;

		private SelectorProvider provider = SelectorProvider.provider();

		private Clock clock = Clock.SYSTEM;

		private @Nullable Consumer<EventLoop> starter;

		private @Nullable Consumer<Watchdog> watch;

		private @Nullable TlsTasks tlsTasks;

		private Builder() {
		}

		/**
		 * How many event loops; the number of available processors by default.
		 * @param value the number; with 0 the acceptor loop carries the connections too
		 * @return this
		 */
		public Builder threads(int value) {
			this.threads = value;
			return this;
		}

		/**
		 * Size of each loop's read buffer; 256 KiB by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder readBuffer(int value) {
			this.readBuffer = value;
			return this;
		}

		/**
		 * Tasks that may wait for one loop; 65,536 by default.
		 * @param value the number
		 * @return this
		 */
		public Builder maxPendingTasks(int value) {
			this.maxPendingTasks = value;
			return this;
		}

		/**
		 * Budget of direct memory for all connections; a quarter of the maximum direct
		 * memory of the JVM by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder maxBufferMemory(long value) {
			this.maxBufferMemory = OptionalLong.of(value);
			return this;
		}

		/**
		 * Connections accepted of one listener in one turn, 16 by default; a loop that
		 * carries connections too goes on accepting for as long as it served them in the
		 * turn before, at most 50 ms.
		 * @param value the number
		 * @return this
		 */
		public Builder acceptBatch(int value) {
			this.acceptBatch = value;
			return this;
		}

		/**
		 * Open connections of all servers of the group at most; by default 45 % of the
		 * descriptor limit. One more is met as its server's
		 * {@link ServerConfig#overLimit() over-limit} says.
		 * @param value the number
		 * @return this
		 */
		public Builder maxConnections(int value) {
			this.maxConnections = value;
			return this;
		}

		/**
		 * What the names of the threads begin with; {@code leat} by default, which makes
		 * {@code leat-loop-0} and {@code leat-acceptor}.
		 * @param value the prefix
		 * @return this
		 */
		public Builder threadNamePrefix(String value) {
			this.threadNamePrefix = value;
			return this;
		}

		/**
		 * Whom to tell how late each loop is, once a second; nobody by default.
		 * @param value the listener, or {@code null} for none
		 * @return this
		 */
		public Builder lagListener(@Nullable LagListener value) {
			this.lagListener = value;
			return this;
		}

		/**
		 * Whether the view that {@code onData} was lent is overwritten when the call
		 * returns, so that a test finds a handler that keeps it; {@code false} by
		 * default.
		 * @param value whether
		 * @return this
		 */
		public Builder poisonViews(boolean value) {
			this.poison = value;
			return this;
		}

		Builder descriptors(long value) {
			this.descriptors = value;
			return this;
		}

		private TlsTasks tlsTasks() {
			return (this.tlsTasks != null) ? this.tlsTasks : new TlsThreads(this.threadNamePrefix);
		}

		Builder tlsTasks(TlsTasks value) {
			this.tlsTasks = value;
			return this;
		}

		/**
		 * How long something may hold a loop, and with it all its other connections,
		 * until that is logged, counted and kept with its stack; 200 ms by default.
		 * @param value the time; zero for never
		 * @return this
		 */
		public Builder blockedWarning(Duration value) {
			this.blockedWarning = value;
			return this;
		}

		Builder provider(SelectorProvider value) {
			this.provider = value;
			return this;
		}

		Builder clock(Clock value) {
			this.clock = value;
			return this;
		}

		Builder starter(Consumer<EventLoop> value) {
			this.starter = value;
			return this;
		}

		Builder watch(Consumer<Watchdog> value) {
			this.watch = value;
			return this;
		}

		/**
		 * Makes the group; no thread starts yet.
		 * @return the group
		 * @throws IllegalArgumentException for a value out of range; the message says
		 * which
		 */
		public EventLoopGroup build() {
			return new EventLoopGroup(new GroupSettings(this.threads, this.readBuffer, this.maxPendingTasks,
					this.maxBufferMemory, this.acceptBatch, this.maxConnections, this.descriptors,
					this.threadNamePrefix, this.lagListener, GroupSettings.blockedWarning(this.blockedWarning),
					this.poison, this.provider, this.clock, this.starter, this.watch, tlsTasks()));
		}

	}

}
