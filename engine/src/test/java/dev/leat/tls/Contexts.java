package dev.leat.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes contexts of identities.
 */
public final class Contexts {

	/** Vouches for those below. */
	public static final Identity AUTHORITY = Identity.authority("Test authority");

	/** What servers show. */
	public static final Identity SERVER = AUTHORITY.issue("localhost");

	/** What clients show. */
	public static final Identity CLIENT = AUTHORITY.issue("device-1");

	private static final char[] PASSWORD = "changeit".toCharArray();

	private Contexts() {
	}

	/** A server's, which trusts the clients of the authority. */
	public static SSLContext server() {
		return of(SERVER, AUTHORITY);
	}

	/** A client's that shows nothing. */
	public static SSLContext client() {
		return of(null, AUTHORITY);
	}

	/**
	 * A context that shows one identity, if any, and trusts whom another one vouches for.
	 */
	public static SSLContext of(@Nullable Identity own, Identity trusted) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keyManagers(own), trustManagers(trusted), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static KeyManager @Nullable [] keyManagers(@Nullable Identity own)
			throws GeneralSecurityException, IOException {
		if (own == null) {
			return null;
		}
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("own", own.key(), PASSWORD, own.chain().toArray(Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, PASSWORD);
		return factory.getKeyManagers();
	}

	public static TrustManager[] trustManagers(Identity trusted) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setCertificateEntry("trusted", trusted.certificate());
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init(store);
		return factory.getTrustManagers();
	}

}
