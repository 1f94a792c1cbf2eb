package dev.leat.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Key stores that are made on the spot, each with a key and a certificate that vouches
 * for itself.
 */
final class KeyFiles {

	static final String PASSWORD = "changeit";

	private KeyFiles() {
	}

	/** Makes a key store. */
	static Path make(Path folder, String name) throws Exception {
		return make(folder, name, "EC");
	}

	/** Makes a key store with a key of an algorithm. */
	static Path make(Path folder, String name, String algorithm) throws Exception {
		Path file = folder.resolve(name + ".p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", algorithm, "-alias", "own", "-dname", "CN=" + name, "-ext",
				"san=dns:localhost,dns:" + name, "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
				PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes());
		if (keytool.waitFor() != 0) {
			throw new IOException(output);
		}
		return file;
	}

	/** Makes a store of certificates that are trusted. */
	static Path trust(Path folder, String name, Path... stores) throws Exception {
		KeyStore trusted = trusted(stores);
		Path file = folder.resolve(name + ".p12");
		try (OutputStream out = Files.newOutputStream(file)) {
			trusted.store(out, PASSWORD.toCharArray());
		}
		return file;
	}

	private static KeyStore trusted(Path... stores) throws GeneralSecurityException, IOException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		for (Path store : stores) {
			trusted.setCertificateEntry(store.toString(), load(store).getCertificate("own"));
		}
		return trusted;
	}

	static KeyStore load(Path file) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD.toCharArray());
		}
		return store;
	}

	/** Writes the key and the certificate of a store as Kubernetes mounts a secret. */
	static void writePem(Path store, Path folder) throws Exception {
		KeyStore own = load(store);
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("tls.key"),
				pem("PRIVATE KEY", own.getKey("own", PASSWORD.toCharArray()).getEncoded()));
		writeCertificate(store, folder);
	}

	/** Writes the certificate alone. */
	static void writeCertificate(Path store, Path folder) throws Exception {
		Files.writeString(folder.resolve("tls.crt"),
				pem("CERTIFICATE", load(store).getCertificate("own").getEncoded()));
	}

	private static String pem(String what, byte[] bytes) {
		return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
				+ "-----\n";
	}

	/** A client's context that trusts servers, and shows nothing. */
	static SSLContext client(Path... servers) throws Exception {
		return context(null, servers);
	}

	/** A client's context that trusts servers and shows its own certificate. */
	static SSLContext clientWith(Path own, Path... servers) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
		keys.init(load(own), PASSWORD.toCharArray());
		return context(keys, servers);
	}

	private static SSLContext context(KeyManagerFactory keys, Path... servers) throws Exception {
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(trusted(servers));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init((keys != null) ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
		return context;
	}

}
