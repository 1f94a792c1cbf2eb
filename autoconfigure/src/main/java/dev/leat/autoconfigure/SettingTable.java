package dev.leat.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.leat.reactor.ProxyConfig;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.TlsConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What each property of a server has become: the way of {@link ServerConfigMapper} back.
 * What the engine does not know is taken from the properties.
 */
final class SettingTable {

	private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

	private SettingTable() {
	}

	/** The values by the names of their properties. */
	static Map<String, @Nullable Object> of(ServerConfig config, SslProperties ssl, ShutdownTimes shutdown) {
		SettingTable table = new SettingTable();
		table.listener(config);
		table.timeouts(config);
		table.data(config);
		table.socket(config);
		table.tls(config.tls(), ssl);
		table.proxy(config.proxyProtocol());
		table.shutdown(shutdown);
		table.values.put("shutdown.max-close-rate", config.maxCloseRate());
		return table.values;
	}

	/** The values that properties set also where all others are in code. */
	static Map<String, @Nullable Object> of(ShutdownTimes shutdown) {
		SettingTable table = new SettingTable();
		table.shutdown(shutdown);
		return table.values;
	}

	private void shutdown(ShutdownTimes from) {
		this.values.put("shutdown.quiet-period", from.quiet());
		this.values.put("shutdown.grace-period", from.grace());
	}

	private void listener(ServerConfig from) {
		this.values.put("address", from.address());
		this.values.put("port", from.port());
		this.values.put("backlog", from.backlog());
		this.values.put("max-connections", from.maxConnections());
		this.values.put("over-limit", from.overLimit());
		this.values.put("max-connections-per-address", from.maxConnectionsPerAddress());
		this.values.put("allow", from.allow());
		this.values.put("deny", from.deny());
	}

	private void timeouts(ServerConfig from) {
		this.values.put("idle-timeout", from.idleTimeout());
		this.values.put("read-idle-timeout", from.readIdleTimeout());
		this.values.put("first-byte-timeout", from.firstByteTimeout());
		this.values.put("write-timeout", from.writeTimeout());
		this.values.put("half-close-timeout", from.halfCloseTimeout());
		this.values.put("max-age", from.maxAge());
		this.values.put("max-age-grace", from.maxAgeGrace());
		this.values.put("linger.idle", from.lingerIdle());
		this.values.put("linger.time", from.lingerTime());
		size("linger.bytes", from.lingerBytes());
	}

	private void data(ServerConfig from) {
		size("read.max-pending", from.readMaxPending());
		size("write.high-water-mark", from.writeHighWaterMark());
		size("write.low-water-mark", from.writeLowWaterMark());
		this.values.put("write.pause-reading", from.writePauseReading());
		size("write.max-pending", from.writeMaxPending());
		this.values.put("write.overflow", from.writeOverflow());
		size("max-frame-size", from.maxFrameSize());
		this.values.put("blocking.max-concurrent", from.blockingMaxConcurrent());
	}

	/** A buffer of the system's choice is none of ours. */
	private void socket(ServerConfig from) {
		this.values.put("socket.tcp-no-delay", from.tcpNoDelay());
		this.values.put("socket.keep-alive", from.keepAlive());
		this.values.put("socket.reuse-port", from.reusePort());
		this.values.put("socket.send-buffer", (from.sendBuffer() > 0) ? DataSize.ofBytes(from.sendBuffer()) : null);
		this.values.put("socket.receive-buffer",
				(from.receiveBuffer() > 0) ? DataSize.ofBytes(from.receiveBuffer()) : null);
	}

	private void tls(@Nullable TlsConfig from, SslProperties settings) {
		this.values.put("ssl.enabled", from != null);
		this.values.put("ssl.bundle", settings.getBundle());
		this.values.put("ssl.server-name-bundles",
				settings.getServerNameBundles()
					.stream()
					.map((other) -> other.serverName() + "=" + other.bundle())
					.toList());
		this.values.put("ssl.client-auth", (from != null) ? from.clientAuth() : null);
		this.values.put("ssl.application-protocols", (from != null) ? from.applicationProtocols() : null);
		this.values.put("ssl.handshake-timeout", (from != null) ? from.handshakeTimeout() : null);
		this.values.put("ssl.max-handshakes", (from != null) ? from.maxHandshakes() : null);
	}

	private void proxy(@Nullable ProxyConfig from) {
		this.values.put("proxy-protocol.mode", (from != null) ? from.mode() : ProxyProtocolProperties.Mode.OFF);
		this.values.put("proxy-protocol.trusted-proxies", (from != null) ? from.trustedProxies() : null);
		this.values.put("proxy-protocol.header-timeout", (from != null) ? from.headerTimeout() : null);
		this.values.put("proxy-protocol.max-header-size",
				(from != null) ? DataSize.ofBytes(from.maxHeaderSize()) : null);
	}

	private void size(String name, long bytes) {
		this.values.put(name, DataSize.ofBytes(bytes));
	}

}
