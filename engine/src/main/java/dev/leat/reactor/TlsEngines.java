package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Locale;
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
	 * @throws SSLException if that is not possible
	 */
	TlsEngine make(ByteBuffer first) throws SSLException {
		String name = this.config.serverNames().isEmpty() ? null : ClientHello.serverName(first);
		try {
			SSLEngine engine = context(name).get().createSSLEngine();
			engine.setUseClientMode(false);
			engine.setSSLParameters(parameters(engine));
			engine.beginHandshake();
			return new TlsEngine(engine);
		}
		catch (RuntimeException ex) {
			throw new SSLException("No TLS engine can be made: " + ex, ex);
		}
	}

	private Supplier<SSLContext> context(@Nullable String serverName) {
		if (serverName == null) {
			return this.config.context();
		}
		String name = serverName.toLowerCase(Locale.ROOT);
		Supplier<SSLContext> exact = this.config.serverNames().get(name);
		Supplier<SSLContext> wild = this.config.serverNames().get("*" + name.substring(Math.max(0, name.indexOf('.'))));
		if (exact != null) {
			return exact;
		}
		return (wild != null) ? wild : this.config.context();
	}

	private SSLParameters parameters(SSLEngine engine) {
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setProtocols(this.config.protocols().toArray(String[]::new));
		if (!this.config.cipherSuites().isEmpty()) {
			parameters.setCipherSuites(this.config.cipherSuites().toArray(String[]::new));
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
