package dev.leat.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;

/**
 * A key and a certificate for one run, made by the JDK's {@code keytool}.
 */
final class TlsKeys {

	private static final String PASSWORD = "benchmark";

	private TlsKeys() {
	}

	/** A key pair on P-256, with a certificate for localhost that it signs itself. */
	static KeyManagerFactory selfSigned() throws Exception {
		Path folder = Files.createTempDirectory("leat-benchmarks");
		Path file = folder.resolve("keys.p12");
		try {
			make(file);
			return load(file);
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(folder);
		}
	}

	private static void make(Path file) throws IOException, InterruptedException {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "server", "-keyalg", "EC",
				"-groupname", "secp256r1", "-dname", "CN=localhost", "-validity", "2", "-storetype", "PKCS12",
				"-storepass", PASSWORD, "-keystore", file.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		process.getInputStream().transferTo(System.err);
		if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IOException("keytool made no key store");
		}
	}

	private static KeyManagerFactory load(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file)) {
			store.load(content, PASSWORD.toCharArray());
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD.toCharArray());
		return keys;
	}

}
