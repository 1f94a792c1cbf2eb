package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.codec.FrameTooLargeException;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ProxyConfig;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.ServerListener;
import dev.leat.reactor.TlsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for each limit of a server that it has acted, and by which property to change
 * it: a default that nobody chose should not surprise in silence. Any thread.
 */
final class FirstLimitLog implements ServerListener {

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final String server;

	private final ServerConfig config;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	FirstLimitLog(String server, ServerConfig config) {
		this.server = server;
		this.config = config;
	}

	@Override
	public void limited(String setting) {
		switch (setting) {
			case "max-connections" -> tell(setting, this.config.maxConnections());
			case "max-connections-per-address" -> tell(setting, this.config.maxConnectionsPerAddress());
			case "allow" -> tell(setting, String.join(",", this.config.allow()));
			case "deny" -> tell(setting, String.join(",", this.config.deny()));
			case "idle-timeout" -> tell(setting, this.config.idleTimeout());
			case "read-idle-timeout" -> tell(setting, this.config.readIdleTimeout());
			case "first-byte-timeout" -> tell(setting, this.config.firstByteTimeout());
			case "write-timeout" -> tell(setting, this.config.writeTimeout());
			case "half-close-timeout" -> tell(setting, this.config.halfCloseTimeout());
			case "max-age" -> tell(setting, this.config.maxAge());
			case "write.max-pending" -> tell(setting, Sizes.print(this.config.writeMaxPending()));
			case "read.max-pending" -> tell(setting, Sizes.print(this.config.readMaxPending()));
			case "leat.acceptor.max-connections", "leat.buffers.max-memory" ->
				tellOnce(setting, "A limit of the process", setting + " is reached; change it");
			case "ssl.handshake-timeout", "ssl.max-handshakes" -> tellTls(setting, this.config.tls());
			default -> limited(setting, this.config.proxyProtocol());
		}
	}

	private void limited(String setting, @Nullable ProxyConfig proxies) {
		if (proxies != null) {
			switch (setting) {
				case "proxy-protocol.mode" -> tell(setting, proxies.mode().name().toLowerCase(Locale.ROOT));
				case "proxy-protocol.trusted-proxies" -> tell(setting, String.join(",", proxies.trustedProxies()));
				case "proxy-protocol.header-timeout" -> tell(setting, proxies.headerTimeout());
				case "proxy-protocol.max-header-size" -> tell(setting, Sizes.print(proxies.maxHeaderSize()));
				default -> {
				}
			}
		}
	}

	private void tellTls(String setting, @Nullable TlsConfig tls) {
		if (tls != null) {
			tell(setting,
					setting.equals("ssl.max-handshakes") ? tls.maxHandshakes() : Sizes.print(tls.handshakeTimeout()));
		}
	}

	@Override
	public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		if (reason == CloseReason.FRAME_TOO_LARGE) {
			tellFrameSize(cause);
		}
	}

	/** A framing may set a limit of its own, which is no property. */
	private void tellFrameSize(@Nullable Throwable cause) {
		if (cause instanceof FrameTooLargeException ex && ex.limit() == this.config.maxFrameSize()) {
			tell("max-frame-size", Sizes.print(ex.limit()));
		}
	}

	private void tell(String setting, Duration value) {
		tell(setting, Sizes.print(value));
	}

	private void tell(String setting, Object value) {
		tellOnce(setting, "A limit of server '" + this.server + "'",
				setting + " is " + value + "; change it with " + ServerName.properties(this.server, setting));
	}

	private void tellOnce(String setting, String whose, String what) {
		if (this.told.add(setting)) {
			LOG.info("{} has acted for the first time: {}", whose, what);
		}
	}

}
