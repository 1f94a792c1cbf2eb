package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.reactor.ProxyConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings for proxies in front of a server that tell who their clients are:
 * {@code leat.server.proxy-protocol}.
 */
class ProxyProtocolProperties {

	/**
	 * Whether a PROXY header of version 1 or 2 is expected from whoever connects. With
	 * "optional" a client that sends nothing waits for "header-timeout" until it is
	 * served.
	 */
	private Mode mode = Mode.OFF;

	/**
	 * Addresses and ranges like "10.0.0.0/8" of the proxies whose headers are believed.
	 * Needed where the mode is not "off".
	 */
	private List<String> trustedProxies = new ArrayList<>();

	/**
	 * Time for the whole header.
	 */
	private Duration headerTimeout = Duration.ofSeconds(5);

	/**
	 * Size of a header at most. One of version 1 has 107 bytes at most.
	 */
	private DataSize maxHeaderSize = DataSize.ofKilobytes(2);

	public Mode getMode() {
		return this.mode;
	}

	public void setMode(Mode mode) {
		this.mode = mode;
	}

	public List<String> getTrustedProxies() {
		return this.trustedProxies;
	}

	public void setTrustedProxies(List<String> trustedProxies) {
		this.trustedProxies = trustedProxies;
	}

	public Duration getHeaderTimeout() {
		return this.headerTimeout;
	}

	public void setHeaderTimeout(Duration headerTimeout) {
		this.headerTimeout = headerTimeout;
	}

	public DataSize getMaxHeaderSize() {
		return this.maxHeaderSize;
	}

	public void setMaxHeaderSize(DataSize maxHeaderSize) {
		this.maxHeaderSize = maxHeaderSize;
	}

	/** For the engine, which has no settings where the mode is off. */
	@Nullable ProxyConfig toConfig() {
		if (this.mode == Mode.OFF) {
			return null;
		}
		ProxyConfig.Mode mode = (this.mode == Mode.OPTIONAL) ? ProxyConfig.Mode.OPTIONAL : ProxyConfig.Mode.REQUIRED;
		return new ProxyConfig(mode, this.trustedProxies, this.headerTimeout,
				Sizes.toInt("proxy-protocol.max-header-size", this.maxHeaderSize));
	}

	/**
	 * Whether there is a header.
	 */
	enum Mode {

		/** None is expected. */
		OFF,
		/** There may be one. */
		OPTIONAL,
		/** There has to be one. */
		REQUIRED

	}

}
