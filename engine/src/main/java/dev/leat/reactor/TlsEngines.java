package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Makes the engine for a new connection, from the newest context of the server name that
 * it asks for. Loop thread only.
 */
final class TlsEngines {

	private final TlsConfig config;

	TlsEngines(TlsConfig config) {
		this.config = config;
	}

	/**
	 * Makes an engine that is ready for the handshake.
	 * @param first the first record that came
	 * @param counters what measures its loop's time
	 * @throws SSLException if that is not possible
	 */
	TlsEngine make(ByteBuffer first, LoopCounters counters) throws SSLException {
		String name = this.config.serverNames().isEmpty() ? null : known(ClientHello.serverName(first));
		try {
			SSLEngine engine = context(name).get().createSSLEngine();
			engine.setUseClientMode(false);
			engine.setSSLParameters(parameters(engine, cipherSuites(name)));
			engine.beginHandshake();
			return new TlsEngine(engine, counters);
		}
		catch (RuntimeException ex) {
			throw new SSLException("No TLS engine can be made: " + ex, ex);
		}
	}

	/** The name of the settings that a client's belongs to, if there is one. */
	private @Nullable String known(@Nullable String serverName) {
		if (serverName == null) {
			return null;
		}
		String name = serverName.toLowerCase(Locale.ROOT);
		if (this.config.serverNames().containsKey(name)) {
			return name;
		}
		String wild = "*" + name.substring(Math.max(0, name.indexOf('.')));
		return this.config.serverNames().containsKey(wild) ? wild : null;
	}

	private Supplier<SSLContext> context(@Nullable String name) {
		return (name != null) ? Objects.requireNonNull(this.config.serverNames().get(name)) : this.config.context();
	}

	private List<String> cipherSuites(@Nullable String name) {
		List<String> own = (name != null) ? this.config.serverNameCipherSuites().get(name) : null;
		return (own != null) ? own : this.config.cipherSuites();
	}

	private SSLParameters parameters(SSLEngine engine, List<String> cipherSuites) {
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setProtocols(this.config.protocols().toArray(String[]::new));
		if (!cipherSuites.isEmpty()) {
			parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
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
