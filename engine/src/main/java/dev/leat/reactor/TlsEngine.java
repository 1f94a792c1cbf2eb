package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * Calls an {@link SSLEngine}, so that whatever it throws is a failure of its connection's
 * TLS and nothing else. Loop thread only, but for {@link #runTasks}, during which nothing
 * else may be called: it holds the engine's lock.
 */
final class TlsEngine {

	private final SSLEngine engine;

	private final LoopCounters counters;

	TlsEngine(SSLEngine engine, LoopCounters counters) {
		this.engine = engine;
		this.counters = counters;
	}

	SSLEngineResult unwrap(ByteBuffer records, ByteBuffer into) throws SSLException {
		long begun = this.counters.tlsBegins();
		try {
			return this.engine.unwrap(records, into);
		}
		catch (Throwable ex) {
			throw failure(ex);
		}
		finally {
			this.counters.tlsEnds(begun);
		}
	}

	SSLEngineResult wrap(ByteBuffer[] clear, int count, ByteBuffer out) throws SSLException {
		long begun = this.counters.tlsBegins();
		try {
			return this.engine.wrap(clear, 0, count, out);
		}
		catch (Throwable ex) {
			throw failure(ex);
		}
		finally {
			this.counters.tlsEnds(begun);
		}
	}

	private static SSLException failure(Throwable thrown) {
		return (thrown instanceof SSLException ex) ? ex : new SSLException("The TLS engine failed: " + thrown, thrown);
	}

	HandshakeStatus status() {
		return this.engine.getHandshakeStatus();
	}

	/** Whether it has something to say itself. */
	boolean hasOwn() {
		return status() == HandshakeStatus.NEED_WRAP;
	}

	/** Computes what is to be computed. Any one thread. */
	void runTasks() {
		Runnable task = this.engine.getDelegatedTask();
		while (task != null) {
			task.run();
			task = this.engine.getDelegatedTask();
		}
	}

	void closeOutbound() throws SSLException {
		try {
			this.engine.closeOutbound();
		}
		catch (Throwable ex) {
			throw failure(ex);
		}
	}

	/** What the handshake has agreed on. */
	TlsInfo info() {
		SSLSession session = this.engine.getSession();
		String chosen = this.engine.getApplicationProtocol();
		return new TlsInfo(session.getProtocol(), session.getCipherSuite(), serverName(session),
				peerCertificates(session), (chosen == null || chosen.isEmpty()) ? null : chosen);
	}

	private static @Nullable String serverName(SSLSession session) {
		if (session instanceof ExtendedSSLSession extended) {
			for (SNIServerName name : extended.getRequestedServerNames()) {
				if (name instanceof SNIHostName host) {
					return host.getAsciiName();
				}
			}
		}
		return null;
	}

	private static List<X509Certificate> peerCertificates(SSLSession session) {
		List<X509Certificate> chain = new ArrayList<>();
		try {
			for (Certificate certificate : session.getPeerCertificates()) {
				if (certificate instanceof X509Certificate x509) {
					chain.add(x509);
				}
			}
		}
		catch (SSLPeerUnverifiedException ex) {
			// it showed none
		}
		return chain;
	}

}
