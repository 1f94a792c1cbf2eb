package dev.leat.autoconfigure;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;

/**
 * The newest context of one SSL bundle, for one server alone, so that no session of
 * another server's is ever resumed. A bundle of which none can be made changes nothing.
 * Any thread.
 */
final class BundleContext implements Supplier<SSLContext> {

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final String server;

	private final String bundle;

	private final TlsReloads reloads;

	private volatile SSLContext context;

	/**
	 * Makes the first context.
	 * @throws GeneralSecurityException if the bundle has no key to show, or none that
	 * belongs to its certificate
	 * @throws RuntimeException if the bundle cannot be read, or names a cipher suite that
	 * does not exist
	 */
	BundleContext(String server, String bundle, SslBundle first, TlsReloads reloads) throws GeneralSecurityException {
		this.server = server;
		this.bundle = bundle;
		this.reloads = reloads;
		this.context = contextOf(first);
	}

	@Override
	public SSLContext get() {
		return this.context;
	}

	/** The bundle has been updated. */
	void update(SslBundle updated) {
		try {
			this.context = contextOf(updated);
			this.reloads.succeeded(this.server);
			LOG.info("Server '{}' shows the updated SSL bundle '{}' to new connections", this.server, this.bundle);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			this.reloads.failed(this.server);
			LOG.error("Server '{}' keeps what it had: the updated SSL bundle '{}' is of no use: {}", this.server,
					this.bundle, ex.getMessage(), ex);
		}
	}

	private static SSLContext contextOf(SslBundle bundle) throws GeneralSecurityException {
		ServerKeys.require(bundle);
		SSLContext context = bundle.createSslContext();
		String[] ciphers = bundle.getOptions().getCiphers();
		if (ciphers != null) {
			context.createSSLEngine().setEnabledCipherSuites(ciphers);
		}
		return context;
	}

}
