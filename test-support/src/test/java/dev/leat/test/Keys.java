package dev.leat.test;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes keys on the spot.
 */
final class Keys {

	private static final String PASSWORD = "changeit";

	private Keys() {
	}

	/** A key with a certificate that vouches for itself, and trust in nobody else. */
	static SslBundle bundle(Path folder) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(make(folder.resolve("test.p12")))) {
			store.load(in, PASSWORD.toCharArray());
		}
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry("test", store.getCertificate("own"));
		return SslBundle.of(SslStoreBundle.of(store, PASSWORD, trust));
	}

	private static Path make(Path file) throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-alias", "own", "-dname", "CN=test", "-storetype", "PKCS12",
				"-keystore", file.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(keytool.waitFor()).as(output).isZero();
		return file;
	}

}
