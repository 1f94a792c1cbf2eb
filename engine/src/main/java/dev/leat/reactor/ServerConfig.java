package dev.leat.reactor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Every setting of one server. Immutable; the defaults are those of {@link Builder}.
 * Sizes are in bytes; a duration of zero switches its limit off where that is said.
 *
 * @param address where to listen, or {@code null} for all addresses
 * @param port where to listen; 0 is any free port
 * @param backlog how many connections the kernel keeps waiting
 * @param maxConnections open connections at most
 * @param overLimit what happens to one more
 * @param maxConnectionsPerAddress open connections of one client address at most, or 0
 * for any number; IPv6 addresses with the same first 64 bits are one
 * @param allow the only ranges of addresses that clients may come from; empty for all
 * @param deny ranges of addresses that clients may not come from
 * @param tcpNoDelay whether small packets leave at once
 * @param keepAlive whether the kernel probes silent peers
 * @param sendBuffer size of the socket's send buffer, or 0 for the system's choice
 * @param receiveBuffer size of the socket's receive buffer, or 0 for the system's choice
 * @param reusePort whether each loop has a listener of its own on the port
 * @param idleTimeout time without a byte in either direction before
 * {@link ConnectionHandler#onIdle onIdle}; zero is off
 * @param readIdleTimeout time without a byte from the peer before
 * {@link ConnectionHandler#onIdle onIdle}; zero is off
 * @param firstByteTimeout time without the first byte from the peer; zero is off
 * @param writeTimeout time that output may wait without one byte of progress; zero is off
 * @param halfCloseTimeout time without a byte once one direction has ended; zero is off
 * @param maxAge age at which a connection is drained, up to a tenth later; zero is off
 * @param maxAgeGrace time after that at which it closes
 * @param lingerIdle time without input after which a closed connection is released
 * @param lingerTime time after FIN at which a closed connection is released
 * @param lingerBytes input that a closed connection discards after FIN before it is
 * released
 * @param writeHighWaterMark pending output above which reading pauses
 * @param writeLowWaterMark pending output at which reading goes on
 * @param writePauseReading whether pending output above the high mark pauses reading
 * @param writeMaxPending pending output at most
 * @param writeOverflow what happens to a write above that
 * @param readMaxPending input that a handler may leave unconsumed
 * @param maxFrameSize bytes of one frame at most, where a {@code Framing} does not say
 * otherwise
 * @param blockingMaxConcurrent frames that blocking handlers work on at once
 * @param maxCloseRate connections that a drain asks to finish in a second
 * @param proxyProtocol what proxies in front have to say, or {@code null} where none is
 * expected
 * @param tls what is spoken below, or {@code null} for the bytes as they are
 */
public record ServerConfig(@Nullable InetAddress address, int port, int backlog, int maxConnections,
		OverLimit overLimit, int maxConnectionsPerAddress, List<String> allow, List<String> deny, boolean tcpNoDelay,
		boolean keepAlive, int sendBuffer, int receiveBuffer, boolean reusePort, Duration idleTimeout,
		Duration readIdleTimeout, Duration firstByteTimeout, Duration writeTimeout, Duration halfCloseTimeout,
		Duration maxAge, Duration maxAgeGrace, Duration lingerIdle, Duration lingerTime, long lingerBytes,
		long writeHighWaterMark, long writeLowWaterMark, boolean writePauseReading, long writeMaxPending,
		WriteOverflow writeOverflow, long readMaxPending, int maxFrameSize, int blockingMaxConcurrent, int maxCloseRate,
		@Nullable ProxyConfig proxyProtocol, @Nullable TlsConfig tls) {

	/**
	 * What happens to a connection over the limit.
	 */
	public enum OverLimit {

		/** It is accepted and reset at once, so that a balancer sees it. */
		REJECT,
		/** It waits in the backlog until another one ends. */
		PAUSE

	}

	/**
	 * What happens to a write over {@code write.max-pending}.
	 */
	public enum WriteOverflow {

		/** The connection is aborted with {@link CloseReason#WRITE_OVERFLOW}. */
		CLOSE,
		/** The write is refused whole and the connection stays. */
		FAIL

	}

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException for a value out of range; the message says which
	 */
	public ServerConfig {
		range("port", port, 0, 65_535);
		range("backlog", backlog, 1, Integer.MAX_VALUE);
		range("max-connections", maxConnections, 1, Integer.MAX_VALUE);
		range("max-connections-per-address", maxConnectionsPerAddress, 0, Integer.MAX_VALUE);
		allow = List.copyOf(allow);
		deny = List.copyOf(deny);
		AddressRange.parseAll("allow", allow);
		AddressRange.parseAll("deny", deny);
		range("socket.send-buffer", sendBuffer, 0, Integer.MAX_VALUE);
		range("socket.receive-buffer", receiveBuffer, 0, Integer.MAX_VALUE);
		notNegative("idle-timeout", idleTimeout);
		notNegative("read-idle-timeout", readIdleTimeout);
		notNegative("first-byte-timeout", firstByteTimeout);
		notNegative("write-timeout", writeTimeout);
		notNegative("half-close-timeout", halfCloseTimeout);
		notNegative("max-age", maxAge);
		notNegative("max-age-grace", maxAgeGrace);
		notNegative("linger.idle", lingerIdle);
		notNegative("linger.time", lingerTime);
		range("linger.bytes", lingerBytes, 0, Long.MAX_VALUE);
		range("write.high-water-mark", writeHighWaterMark, 1, Long.MAX_VALUE);
		range("write.low-water-mark", writeLowWaterMark, 0, writeHighWaterMark);
		range("write.max-pending", writeMaxPending, 1, Long.MAX_VALUE);
		range("read.max-pending", readMaxPending, 1, Integer.MAX_VALUE);
		range("max-frame-size", maxFrameSize, 1, Integer.MAX_VALUE);
		range("blocking.max-concurrent", blockingMaxConcurrent, 1, Integer.MAX_VALUE);
		range("shutdown.max-close-rate", maxCloseRate, 1, Integer.MAX_VALUE);
	}

	private static void range(String name, long value, long low, long high) {
		if (value < low || value > high) {
			String upper = (high == Long.MAX_VALUE || value < low && high == Integer.MAX_VALUE) ? "or more"
					: "to " + high;
			throw new IllegalArgumentException(name + " is " + value + ", it must be " + low + " " + upper);
		}
	}

	private static void notNegative(String name, Duration value) {
		if (value.isNegative()) {
			throw new IllegalArgumentException(name + " is " + value + ", it must be zero or more");
		}
	}

	/**
	 * Starts from the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects settings; every default stands here.
	 */
	public static final class Builder {

		private @Nullable InetAddress address;

		private int port;

		private int backlog = 1024;

		private int maxConnections = Descriptors.defaultMaxConnections();

		private OverLimit overLimit = OverLimit.REJECT;

		private int maxConnectionsPerAddress;

		private List<String> allow = List.of();

		private List<String> deny = List.of();

		private boolean tcpNoDelay = true;

		private boolean keepAlive;

		private int sendBuffer;

		private int receiveBuffer;

		private boolean reusePort;

		private Duration idleTimeout = Duration.ofMinutes(5);

		private Duration readIdleTimeout = Duration.ZERO;

		private Duration firstByteTimeout = Duration.ZERO;

		private Duration writeTimeout = Duration.ofSeconds(60);

		private Duration halfCloseTimeout = Duration.ofSeconds(30);

		private Duration maxAge = Duration.ZERO;

		private Duration maxAgeGrace = Duration.ofSeconds(25);

		private Duration lingerIdle = Duration.ofSeconds(2);

		private Duration lingerTime = Duration.ofSeconds(10);

		private long lingerBytes = 2 * 1024 * 1024;

		private long writeHighWaterMark = 64 * 1024;

		private long writeLowWaterMark = 32 * 1024;

		private boolean writePauseReading = true;

		private long writeMaxPending = 8 * 1024 * 1024;

		private WriteOverflow writeOverflow = WriteOverflow.CLOSE;

		private long readMaxPending = 1024 * 1024;

		private int maxFrameSize = 1024 * 1024;

		private int blockingMaxConcurrent = 64;

		private int maxCloseRate = 500;

		private @Nullable ProxyConfig proxyProtocol;

		private @Nullable TlsConfig tls;

		private Builder() {
		}

		/**
		 * Where to listen; all addresses by default.
		 * @param value the address, or {@code null} for all
		 * @return this
		 */
		public Builder address(@Nullable InetAddress value) {
			this.address = value;
			return this;
		}

		/**
		 * Where to listen; 0, any free port, by default.
		 * @param value the port
		 * @return this
		 */
		public Builder port(int value) {
			this.port = value;
			return this;
		}

		/**
		 * How many connections the kernel keeps waiting; 1024 by default.
		 * @param value the number
		 * @return this
		 */
		public Builder backlog(int value) {
			this.backlog = value;
			return this;
		}

		/**
		 * Open connections at most; by default 8192, or 45 % of the descriptor limit
		 * where that is less.
		 * @param value the number
		 * @return this
		 */
		public Builder maxConnections(int value) {
			this.maxConnections = value;
			return this;
		}

		/**
		 * What happens to a connection over the limit, or for which there is no memory;
		 * {@link OverLimit#REJECT} by default.
		 * @param value what
		 * @return this
		 */
		public Builder overLimit(OverLimit value) {
			this.overLimit = value;
			return this;
		}

		/**
		 * Open connections of one client address at most; 0, any number, by default. IPv6
		 * addresses with the same first 64 bits are one, and an IPv4 address is the same
		 * however it is written.
		 * @param value the number
		 * @return this
		 */
		public Builder maxConnectionsPerAddress(int value) {
			this.maxConnectionsPerAddress = value;
			return this;
		}

		/**
		 * Where clients may come from: addresses like {@code 192.0.2.1} and ranges like
		 * {@code 10.0.0.0/8} or {@code 2001:db8::/32}. By default, and if empty, from
		 * anywhere.
		 * @param value the ranges
		 * @return this
		 */
		public Builder allow(List<String> value) {
			this.allow = value;
			return this;
		}

		/**
		 * Where clients may not come from, even if they are allowed; nowhere by default.
		 * @param value addresses and ranges, as for {@link #allow}
		 * @return this
		 */
		public Builder deny(List<String> value) {
			this.deny = value;
			return this;
		}

		/**
		 * Whether small packets leave at once; {@code true} by default.
		 * @param value whether
		 * @return this
		 */
		public Builder tcpNoDelay(boolean value) {
			this.tcpNoDelay = value;
			return this;
		}

		/**
		 * Whether the kernel probes silent peers; {@code false} by default.
		 * @param value whether
		 * @return this
		 */
		public Builder keepAlive(boolean value) {
			this.keepAlive = value;
			return this;
		}

		/**
		 * Size of the socket's send buffer; 0, the system's choice, by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder sendBuffer(int value) {
			this.sendBuffer = value;
			return this;
		}

		/**
		 * Size of the socket's receive buffer; 0, the system's choice, by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder receiveBuffer(int value) {
			this.receiveBuffer = value;
			return this;
		}

		/**
		 * Whether each event loop has a listener of its own on the port
		 * ({@code SO_REUSEPORT}) and keeps what it accepts, instead of one that hands
		 * connections to all; {@code false} by default. The system then spreads
		 * connections by their addresses, not by load, and another process of the same
		 * user may listen on the port too.
		 * @param value whether
		 * @return this
		 */
		public Builder reusePort(boolean value) {
			this.reusePort = value;
			return this;
		}

		/**
		 * Time without a byte in either direction; 5 minutes by default, zero is off.
		 * @param value the time
		 * @return this
		 */
		public Builder idleTimeout(Duration value) {
			this.idleTimeout = value;
			return this;
		}

		/**
		 * Time without a byte from the peer; off by default.
		 * @param value the time
		 * @return this
		 */
		public Builder readIdleTimeout(Duration value) {
			this.readIdleTimeout = value;
			return this;
		}

		/**
		 * Time from the beginning without the first byte from the peer; off by default.
		 * The connection closes with {@link CloseReason#IDLE}.
		 * @param value the time
		 * @return this
		 */
		public Builder firstByteTimeout(Duration value) {
			this.firstByteTimeout = value;
			return this;
		}

		/**
		 * Time that output may wait without a byte of progress; 60 seconds by default,
		 * zero is off.
		 * @param value the time
		 * @return this
		 */
		public Builder writeTimeout(Duration value) {
			this.writeTimeout = value;
			return this;
		}

		/**
		 * Time without a byte once one direction has ended; 30 seconds by default, zero
		 * is off.
		 * @param value the time
		 * @return this
		 */
		public Builder halfCloseTimeout(Duration value) {
			this.halfCloseTimeout = value;
			return this;
		}

		/**
		 * Age at which a connection is to end; off by default. It is drained then, or up
		 * to a tenth of that age later, so that connections that began together do not
		 * end together: its handler's {@link ConnectionHandler#onDrain onDrain} is
		 * called.
		 * @param value the age
		 * @return this
		 */
		public Builder maxAge(Duration value) {
			this.maxAge = value;
			return this;
		}

		/**
		 * Time after {@link #maxAge} at which a connection that its handler has kept
		 * closes with {@link CloseReason#MAX_AGE}; 25 seconds by default.
		 * @param value the time
		 * @return this
		 */
		public Builder maxAgeGrace(Duration value) {
			this.maxAgeGrace = value;
			return this;
		}

		/**
		 * Time without input after which a closed connection is released; 2 seconds by
		 * default.
		 * @param value the time
		 * @return this
		 */
		public Builder lingerIdle(Duration value) {
			this.lingerIdle = value;
			return this;
		}

		/**
		 * Time after FIN at which a closed connection is released; 10 seconds by default.
		 * @param value the time
		 * @return this
		 */
		public Builder lingerTime(Duration value) {
			this.lingerTime = value;
			return this;
		}

		/**
		 * Input that a closed connection discards after FIN before it is released; 2 MiB
		 * by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder lingerBytes(long value) {
			this.lingerBytes = value;
			return this;
		}

		/**
		 * Pending output above which reading pauses; 64 KiB by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder writeHighWaterMark(long value) {
			this.writeHighWaterMark = value;
			return this;
		}

		/**
		 * Pending output at which reading goes on; 32 KiB by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder writeLowWaterMark(long value) {
			this.writeLowWaterMark = value;
			return this;
		}

		/**
		 * Whether pending output above the high mark pauses reading; {@code true} by
		 * default.
		 * @param value whether
		 * @return this
		 */
		public Builder writePauseReading(boolean value) {
			this.writePauseReading = value;
			return this;
		}

		/**
		 * Pending output at most; 8 MiB by default. A single write may not be larger
		 * either.
		 * @param value bytes
		 * @return this
		 */
		public Builder writeMaxPending(long value) {
			this.writeMaxPending = value;
			return this;
		}

		/**
		 * What happens to a write above that; {@link WriteOverflow#CLOSE} by default.
		 * @param value what
		 * @return this
		 */
		public Builder writeOverflow(WriteOverflow value) {
			this.writeOverflow = value;
			return this;
		}

		/**
		 * Input that a handler may leave unconsumed; 1 MiB by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder readMaxPending(long value) {
			this.readMaxPending = value;
			return this;
		}

		/**
		 * Bytes of one frame at most, where a {@code Framing} does not say otherwise; 1
		 * MiB by default.
		 * @param value bytes
		 * @return this
		 */
		public Builder maxFrameSize(int value) {
			this.maxFrameSize = value;
			return this;
		}

		/**
		 * Frames that blocking handlers of this server work on at once; 64 by default.
		 * @param value the number
		 * @return this
		 */
		public Builder blockingMaxConcurrent(int value) {
			this.blockingMaxConcurrent = value;
			return this;
		}

		/**
		 * Connections that a drain asks to finish in a second, so that not all of their
		 * clients connect elsewhere at once; 500 by default. A drain is faster where half
		 * of its grace period would not do, and up to a tenth of that number is asked at
		 * once.
		 * @param value the number
		 * @return this
		 */
		public Builder maxCloseRate(int value) {
			this.maxCloseRate = value;
			return this;
		}

		/**
		 * What proxies in front have to say by the PROXY protocol; by default they are
		 * not asked, and who connects is the client.
		 * @param value its settings, or {@code null} for none
		 * @return this
		 */
		public Builder proxyProtocol(@Nullable ProxyConfig value) {
			this.proxyProtocol = value;
			return this;
		}

		/**
		 * TLS; none by default.
		 * @param value its settings, or {@code null} for the bytes as they are
		 * @return this
		 */
		public Builder tls(@Nullable TlsConfig value) {
			this.tls = value;
			return this;
		}

		/**
		 * Makes the configuration.
		 * @return it
		 * @throws IllegalArgumentException for a value out of range; the message says
		 * which
		 */
		public ServerConfig build() {
			return new ServerConfig(this.address, this.port, this.backlog, this.maxConnections, this.overLimit,
					this.maxConnectionsPerAddress, this.allow, this.deny, this.tcpNoDelay, this.keepAlive,
					this.sendBuffer, this.receiveBuffer, this.reusePort, this.idleTimeout, this.readIdleTimeout,
					this.firstByteTimeout, this.writeTimeout, this.halfCloseTimeout, this.maxAge, this.maxAgeGrace,
					this.lingerIdle, this.lingerTime, this.lingerBytes, this.writeHighWaterMark, this.writeLowWaterMark,
					this.writePauseReading, this.writeMaxPending, this.writeOverflow, this.readMaxPending,
					this.maxFrameSize, this.blockingMaxConcurrent, this.maxCloseRate, this.proxyProtocol, this.tls);
		}

	}

}
