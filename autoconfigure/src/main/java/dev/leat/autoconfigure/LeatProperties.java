package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Everything that an application can say about Leat in its properties.
 */
@ConfigurationProperties("leat")
class LeatProperties {

	/**
	 * Whether servers are opened.
	 */
	private boolean enabled = true;

	/**
	 * Settings of every server, unless "leat.servers.[name]" says otherwise.
	 */
	@NestedConfigurationProperty
	private final ServerProperties server = new ServerProperties();

	/**
	 * Settings of single servers, by name. A server is called like its handler bean;
	 * case, dashes and underscores do not matter.
	 */
	private final Map<String, NamedServerProperties> servers = new LinkedHashMap<>();

	private final EventLoops eventLoops = new EventLoops();

	private final Acceptor acceptor = new Acceptor();

	private final Buffers buffers = new Buffers();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public ServerProperties getServer() {
		return this.server;
	}

	public Map<String, NamedServerProperties> getServers() {
		return this.servers;
	}

	public EventLoops getEventLoops() {
		return this.eventLoops;
	}

	public Acceptor getAcceptor() {
		return this.acceptor;
	}

	public Buffers getBuffers() {
		return this.buffers;
	}

	/** {@code leat.event-loops}. */
	static class EventLoops {

		/**
		 * Number of event loops. By default the number of processors. With 0 the acceptor
		 * loop carries the connections too.
		 */
		private @Nullable Integer threads;

		/**
		 * Size of the read buffer of each loop.
		 */
		private DataSize readBuffer = DataSize.ofKilobytes(256);

		/**
		 * Tasks from other threads that may wait for one loop. Further ones are rejected.
		 */
		private int maxPendingTasks = 65_536;

		/**
		 * Time that something may hold a loop until that is logged, counted and kept with
		 * its stack. 0 for never.
		 */
		private Duration blockedWarning = Duration.ofMillis(200);

		/**
		 * What the names of the loops' threads begin with.
		 */
		private String threadNamePrefix = "leat";

		public @Nullable Integer getThreads() {
			return this.threads;
		}

		public void setThreads(@Nullable Integer threads) {
			this.threads = threads;
		}

		public DataSize getReadBuffer() {
			return this.readBuffer;
		}

		public void setReadBuffer(DataSize readBuffer) {
			this.readBuffer = readBuffer;
		}

		public int getMaxPendingTasks() {
			return this.maxPendingTasks;
		}

		public void setMaxPendingTasks(int maxPendingTasks) {
			this.maxPendingTasks = maxPendingTasks;
		}

		public Duration getBlockedWarning() {
			return this.blockedWarning;
		}

		public void setBlockedWarning(Duration blockedWarning) {
			this.blockedWarning = blockedWarning;
		}

		public String getThreadNamePrefix() {
			return this.threadNamePrefix;
		}

		public void setThreadNamePrefix(String threadNamePrefix) {
			this.threadNamePrefix = threadNamePrefix;
		}

	}

	/** {@code leat.acceptor}. */
	static class Acceptor {

		/**
		 * Connections of one server that are accepted in one turn of the acceptor loop. A
		 * loop that carries connections too goes on for as long as it served them in the
		 * turn before, at most 50 ms.
		 */
		private int batch = 16;

		/**
		 * Open connections of all servers at most. By default 45 % of the descriptor
		 * limit.
		 */
		private @Nullable Integer maxConnections;

		public int getBatch() {
			return this.batch;
		}

		public void setBatch(int batch) {
			this.batch = batch;
		}

		public @Nullable Integer getMaxConnections() {
			return this.maxConnections;
		}

		public void setMaxConnections(@Nullable Integer maxConnections) {
			this.maxConnections = maxConnections;
		}

	}

	/** {@code leat.buffers}. */
	static class Buffers {

		/**
		 * Direct memory that all connections may hold together. By default a quarter of
		 * the maximum direct memory of the JVM.
		 */
		private @Nullable DataSize maxMemory;

		public @Nullable DataSize getMaxMemory() {
			return this.maxMemory;
		}

		public void setMaxMemory(@Nullable DataSize maxMemory) {
			this.maxMemory = maxMemory;
		}

	}

}
