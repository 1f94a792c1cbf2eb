package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.reactor.ServerConfig.OverLimit;
import dev.leat.reactor.ServerConfig.WriteOverflow;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Settings of one server, or of all. The defaults are repeated from
 * {@link dev.leat.reactor.ServerConfig.Builder}, so that the metadata shows them.
 */
class ServerProperties {

	/**
	 * Address to listen on. By default all addresses.
	 */
	private @Nullable InetAddress address;

	/**
	 * Port to listen on. 0 is any free port, -1 none: the server is not opened.
	 */
	private @Nullable Integer port;

	/**
	 * Connections that the kernel keeps waiting until they are accepted.
	 */
	private int backlog = 1024;

	/**
	 * Open connections at most. By default 8192, or 45 % of the descriptor limit if that
	 * is less.
	 */
	private @Nullable Integer maxConnections;

	/**
	 * What happens to one connection more than "max-connections": it is reset, or it
	 * waits in the backlog.
	 */
	private OverLimit overLimit = OverLimit.REJECT;

	/**
	 * Open connections of one client address at most, IPv6 addresses by their first 64
	 * bits. 0 for no limit.
	 */
	private int maxConnectionsPerAddress;

	/**
	 * Addresses and ranges like "10.0.0.0/8" that clients may come from. By default all.
	 */
	private List<String> allow = new ArrayList<>();

	/**
	 * Addresses and ranges like "10.0.0.0/8" that clients may not come from.
	 */
	private List<String> deny = new ArrayList<>();

	/**
	 * Time without a byte in either direction after which a connection is idle. 0 for no
	 * limit.
	 */
	private Duration idleTimeout = Duration.ofMinutes(5);

	/**
	 * Time without a byte from the peer after which a connection is idle. 0 for no limit.
	 */
	private Duration readIdleTimeout = Duration.ZERO;

	/**
	 * Time without the first byte from the peer after which a connection closes. 0 for no
	 * limit.
	 */
	private Duration firstByteTimeout = Duration.ZERO;

	/**
	 * Time that output may wait while the peer takes not one byte. 0 for no limit.
	 */
	private Duration writeTimeout = Duration.ofSeconds(60);

	/**
	 * Time without a byte once one direction has ended. 0 for no limit.
	 */
	private Duration halfCloseTimeout = Duration.ofSeconds(30);

	/**
	 * Age at which a connection is drained, up to a tenth later so that not all go at
	 * once. 0 for no limit.
	 */
	private Duration maxAge = Duration.ZERO;

	/**
	 * Time after "max-age" at which a connection closes that its handler has kept.
	 */
	private Duration maxAgeGrace = Duration.ofSeconds(25);

	/**
	 * Bytes of one frame at most, where the framing does not say otherwise.
	 */
	private DataSize maxFrameSize = DataSize.ofMegabytes(1);

	private final Socket socket = new Socket();

	@NestedConfigurationProperty
	private final SslProperties ssl = new SslProperties();

	private final Linger linger = new Linger();

	private final Write write = new Write();

	private final Read read = new Read();

	private final Blocking blocking = new Blocking();

	private final Shutdown shutdown = new Shutdown();

	@NestedConfigurationProperty
	private final ProxyProtocolProperties proxyProtocol = new ProxyProtocolProperties();

	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public int getBacklog() {
		return this.backlog;
	}

	public void setBacklog(int backlog) {
		this.backlog = backlog;
	}

	public @Nullable Integer getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(@Nullable Integer maxConnections) {
		this.maxConnections = maxConnections;
	}

	public OverLimit getOverLimit() {
		return this.overLimit;
	}

	public void setOverLimit(OverLimit overLimit) {
		this.overLimit = overLimit;
	}

	public int getMaxConnectionsPerAddress() {
		return this.maxConnectionsPerAddress;
	}

	public void setMaxConnectionsPerAddress(int maxConnectionsPerAddress) {
		this.maxConnectionsPerAddress = maxConnectionsPerAddress;
	}

	public List<String> getAllow() {
		return this.allow;
	}

	public void setAllow(List<String> allow) {
		this.allow = allow;
	}

	public List<String> getDeny() {
		return this.deny;
	}

	public void setDeny(List<String> deny) {
		this.deny = deny;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public Duration getReadIdleTimeout() {
		return this.readIdleTimeout;
	}

	public void setReadIdleTimeout(Duration readIdleTimeout) {
		this.readIdleTimeout = readIdleTimeout;
	}

	public Duration getFirstByteTimeout() {
		return this.firstByteTimeout;
	}

	public void setFirstByteTimeout(Duration firstByteTimeout) {
		this.firstByteTimeout = firstByteTimeout;
	}

	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public Duration getHalfCloseTimeout() {
		return this.halfCloseTimeout;
	}

	public void setHalfCloseTimeout(Duration halfCloseTimeout) {
		this.halfCloseTimeout = halfCloseTimeout;
	}

	public Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(Duration maxAge) {
		this.maxAge = maxAge;
	}

	public Duration getMaxAgeGrace() {
		return this.maxAgeGrace;
	}

	public void setMaxAgeGrace(Duration maxAgeGrace) {
		this.maxAgeGrace = maxAgeGrace;
	}

	public DataSize getMaxFrameSize() {
		return this.maxFrameSize;
	}

	public void setMaxFrameSize(DataSize maxFrameSize) {
		this.maxFrameSize = maxFrameSize;
	}

	public Blocking getBlocking() {
		return this.blocking;
	}

	public Socket getSocket() {
		return this.socket;
	}

	public SslProperties getSsl() {
		return this.ssl;
	}

	public Linger getLinger() {
		return this.linger;
	}

	public Write getWrite() {
		return this.write;
	}

	public Read getRead() {
		return this.read;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public ProxyProtocolProperties getProxyProtocol() {
		return this.proxyProtocol;
	}

	/** {@code leat.server.socket}. */
	static class Socket {

		/**
		 * Whether small packets leave at once.
		 */
		private boolean tcpNoDelay = true;

		/**
		 * Whether the kernel probes silent peers.
		 */
		private boolean keepAlive;

		/**
		 * Size of the send buffer of each socket. By default the system's choice.
		 */
		private @Nullable DataSize sendBuffer;

		/**
		 * Size of the receive buffer of each socket. By default the system's choice.
		 */
		private @Nullable DataSize receiveBuffer;

		/**
		 * Whether each event loop has a listener of its own on the port and keeps what it
		 * accepts.
		 */
		private boolean reusePort;

		public boolean isTcpNoDelay() {
			return this.tcpNoDelay;
		}

		public void setTcpNoDelay(boolean tcpNoDelay) {
			this.tcpNoDelay = tcpNoDelay;
		}

		public boolean isReusePort() {
			return this.reusePort;
		}

		public void setReusePort(boolean reusePort) {
			this.reusePort = reusePort;
		}

		public boolean isKeepAlive() {
			return this.keepAlive;
		}

		public void setKeepAlive(boolean keepAlive) {
			this.keepAlive = keepAlive;
		}

		public @Nullable DataSize getSendBuffer() {
			return this.sendBuffer;
		}

		public void setSendBuffer(@Nullable DataSize sendBuffer) {
			this.sendBuffer = sendBuffer;
		}

		public @Nullable DataSize getReceiveBuffer() {
			return this.receiveBuffer;
		}

		public void setReceiveBuffer(@Nullable DataSize receiveBuffer) {
			this.receiveBuffer = receiveBuffer;
		}

	}

	/** {@code leat.server.linger}. */
	static class Linger {

		/**
		 * Time without input after which a closed connection is released.
		 */
		private Duration idle = Duration.ofSeconds(2);

		/**
		 * Time after which a closed connection is released in any case.
		 */
		private Duration time = Duration.ofSeconds(10);

		/**
		 * Input that a closed connection discards before it is released.
		 */
		private DataSize bytes = DataSize.ofMegabytes(2);

		public Duration getIdle() {
			return this.idle;
		}

		public void setIdle(Duration idle) {
			this.idle = idle;
		}

		public Duration getTime() {
			return this.time;
		}

		public void setTime(Duration time) {
			this.time = time;
		}

		public DataSize getBytes() {
			return this.bytes;
		}

		public void setBytes(DataSize bytes) {
			this.bytes = bytes;
		}

	}

	/** {@code leat.server.write}. */
	static class Write {

		/**
		 * Pending output of a connection above which its reading pauses.
		 */
		private DataSize highWaterMark = DataSize.ofKilobytes(64);

		/**
		 * Pending output of a connection at which its reading goes on.
		 */
		private DataSize lowWaterMark = DataSize.ofKilobytes(32);

		/**
		 * Whether pending output above the high-water mark pauses reading.
		 */
		private boolean pauseReading = true;

		/**
		 * Pending output of a connection at most.
		 */
		private DataSize maxPending = DataSize.ofMegabytes(8);

		/**
		 * What happens to a write above "write.max-pending": the connection is closed, or
		 * the write fails.
		 */
		private WriteOverflow overflow = WriteOverflow.CLOSE;

		public DataSize getHighWaterMark() {
			return this.highWaterMark;
		}

		public void setHighWaterMark(DataSize highWaterMark) {
			this.highWaterMark = highWaterMark;
		}

		public DataSize getLowWaterMark() {
			return this.lowWaterMark;
		}

		public void setLowWaterMark(DataSize lowWaterMark) {
			this.lowWaterMark = lowWaterMark;
		}

		public boolean isPauseReading() {
			return this.pauseReading;
		}

		public void setPauseReading(boolean pauseReading) {
			this.pauseReading = pauseReading;
		}

		public DataSize getMaxPending() {
			return this.maxPending;
		}

		public void setMaxPending(DataSize maxPending) {
			this.maxPending = maxPending;
		}

		public WriteOverflow getOverflow() {
			return this.overflow;
		}

		public void setOverflow(WriteOverflow overflow) {
			this.overflow = overflow;
		}

	}

	/** {@code leat.server.read}. */
	static class Read {

		/**
		 * Input at most that a handler may leave unconsumed.
		 */
		private DataSize maxPending = DataSize.ofMegabytes(1);

		public DataSize getMaxPending() {
			return this.maxPending;
		}

		public void setMaxPending(DataSize maxPending) {
			this.maxPending = maxPending;
		}

	}

	/** {@code leat.server.shutdown}. */
	static class Shutdown {

		/**
		 * Time between the moment when the application stops being ready and the moment
		 * when the server stops accepting.
		 */
		private Duration quietPeriod = Duration.ZERO;

		/**
		 * Time that open connections may take to finish. At most
		 * "spring.lifecycle.timeout-per-shutdown-phase" less the quiet period and a
		 * second.
		 */
		private Duration gracePeriod = Duration.ofSeconds(25);

		/**
		 * Connections that are asked to finish in a second. More where the grace period
		 * would not do.
		 */
		private int maxCloseRate = 500;

		public Duration getQuietPeriod() {
			return this.quietPeriod;
		}

		public void setQuietPeriod(Duration quietPeriod) {
			this.quietPeriod = quietPeriod;
		}

		public int getMaxCloseRate() {
			return this.maxCloseRate;
		}

		public void setMaxCloseRate(int maxCloseRate) {
			this.maxCloseRate = maxCloseRate;
		}

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

	}

	/**
	 * Handlers of frames that may block.
	 */
	static class Blocking {

		/**
		 * Frames of one server that blocking handlers work on at once; further ones wait
		 * and their connections are not read.
		 */
		private int maxConcurrent = 64;

		public int getMaxConcurrent() {
			return this.maxConcurrent;
		}

		public void setMaxConcurrent(int maxConcurrent) {
			this.maxConcurrent = maxConcurrent;
		}

	}

}
