package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import dev.leat.reactor.TlsConfig.HostConfig;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engine for a new connection, from the newest context of the server name that
 * it asks for. Loop thread only.
 */
final class TlsEngines {

	private final TlsConfig config;

	/** What holds where no name decides. */
	private final HostConfig others;

	TlsEngines(TlsConfig config) {
		this.config = config;
		this.others = new HostConfig(config.context(), config.protocols(), config.cipherSuites());
	}

	/**
	 * Makes an engine that is ready for the handshake.
	 * @param first the first record that came
	 * @param counters what measures its loop's time
	 * @throws SSLException if that is not possible
	 */
	TlsEngine make(ByteBuffer first, LoopCounters counters) throws SSLException {
		HostConfig host = this.config.serverNames().isEmpty() ? this.others : of(ClientHello.serverName(first));
		try {
			SSLEngine engine = host.context().get().createSSLEngine();
			engine.setUseClientMode(false);
			engine.setSSLParameters(parameters(engine, host));
			engine.beginHandshake();
			return new TlsEngine(engine, counters);
		}
		catch (RuntimeException ex) {
			throw new SSLException("No TLS engine can be made: " + ex, ex);
		}
	}

	/** What holds for the name that a client asks for. */
	private HostConfig of(@Nullable String asked) {
		if (asked == null) {
			return this.others;
		}
		String name = asked.toLowerCase(Locale.ROOT);
		HostConfig own = this.config.serverNames().get(name);
		if (own != null) {
			return own;
		}
		String wild = "*" + name.substring(Math.max(0, name.indexOf('.')));
		return this.config.serverNames().getOrDefault(wild, this.others);
	}

	private SSLParameters parameters(SSLEngine engine, HostConfig host) {
		SSLParameters parameters = engine.getSSLParameters();
		List<String> protocols = host.protocols().isEmpty() ? this.config.protocols() : host.protocols();
		parameters.setProtocols(protocols.toArray(String[]::new));
		if (!host.cipherSuites().isEmpty()) {
			parameters.setCipherSuites(host.cipherSuites().toArray(String[]::new));
		}
		parameters.setUseCipherSuitesOrder(true);
		parameters.setApplicationProtocols(this.config.applicationProtocols().toArray(String[]::new));
		parameters.setWantClientAuth(this.config.clientAuth() == TlsConfig.ClientAuth.WANT);
		if (this.config.clientAuth() == TlsConfig.ClientAuth.NEED) {
			parameters.setNeedClientAuth(true);
		}
		return parameters;
	}

}
