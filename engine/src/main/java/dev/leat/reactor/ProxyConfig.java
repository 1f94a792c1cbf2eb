package dev.leat.reactor;

import java.time.Duration;
import java.util.List;

/**
 * What a server expects of proxies in front of it that tell, by the PROXY protocol of
 * version 1 or 2, who their clients are. Immutable.
 * <p>
 * A client whose proxy has told its address has that address for everything: in
 * {@link Connection#remoteAddress() remoteAddress}, in logs, and for the limits by
 * address. Only whether a proxy is believed goes by the proxy's own address.
 *
 * @param mode whether there has to be a header
 * @param trustedProxies whose headers are believed: addresses like {@code 192.0.2.1} and
 * ranges like {@code 10.0.0.0/8} or {@code 2001:db8::/32}
 * @param headerTimeout time for the whole header from the beginning of the connection
 * @param maxHeaderSize bytes that a header of version 2 may have; one of version 1 has
 * 107 at most
 */
public record ProxyConfig(Mode mode, List<String> trustedProxies, Duration headerTimeout, int maxHeaderSize) {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private static final int DEFAULT_SIZE = 2048;

	private static final int LEAST_SIZE = 107;

	private static final int LARGEST_SIZE = 16 + 65_535;

	/**
	 * Whether there has to be a header.
	 */
	public enum Mode {

		/**
		 * Who connects without a header is a client itself, the health check of a
		 * balancer say. Who says nothing waits for {@link ProxyConfig#headerTimeout()
		 * headerTimeout} before the handler sees the connection, so a server that speaks
		 * first should not use this.
		 */
		OPTIONAL,
		/** Who connects must be a trusted proxy and send a header. */
		REQUIRED

	}

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException for a value out of range; the message says which
	 */
	public ProxyConfig {
		trustedProxies = List.copyOf(trustedProxies);
		if (trustedProxies.isEmpty()) {
			throw new IllegalArgumentException(
					"proxy-protocol.trusted-proxies is empty, it must say whose headers are believed");
		}
		AddressRange.parseAll("proxy-protocol.trusted-proxies", trustedProxies);
		if (headerTimeout.isNegative() || headerTimeout.isZero()) {
			throw new IllegalArgumentException(
					"proxy-protocol.header-timeout is " + headerTimeout + ", it must be above zero");
		}
		if (maxHeaderSize < LEAST_SIZE || maxHeaderSize > LARGEST_SIZE) {
			throw new IllegalArgumentException("proxy-protocol.max-header-size is " + maxHeaderSize + ", it must be "
					+ LEAST_SIZE + " to " + LARGEST_SIZE);
		}
	}

	/**
	 * With the default limits: 5 seconds and 2 KiB.
	 * @param mode whether there has to be a header
	 * @param trustedProxies whose headers are believed
	 * @return the settings
	 * @throws IllegalArgumentException for a value out of range; the message says which
	 */
	public static ProxyConfig of(Mode mode, List<String> trustedProxies) {
		return new ProxyConfig(mode, trustedProxies, DEFAULT_TIMEOUT, DEFAULT_SIZE);
	}

	/**
	 * The same with another time for the header. A balancer that sends the header with
	 * the client's first bytes needs as much as its clients do.
	 * @param value the time
	 * @return other settings
	 */
	public ProxyConfig headerTimeout(Duration value) {
		return new ProxyConfig(this.mode, this.trustedProxies, value, this.maxHeaderSize);
	}

	/**
	 * The same with another size of headers.
	 * @param value bytes
	 * @return other settings
	 */
	public ProxyConfig maxHeaderSize(int value) {
		return new ProxyConfig(this.mode, this.trustedProxies, this.headerTimeout, value);
	}

}
