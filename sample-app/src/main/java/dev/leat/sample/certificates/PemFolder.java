package dev.leat.sample.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * Keeps keys and certificates in files, as tools like {@code openssl} read them.
 */
final class PemFolder {

	private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] { '\n' });

	private final Path path;

	PemFolder(Path path) {
		this.path = path;
	}

	/** Writes {@code name.crt}. */
	void write(String name, X509Certificate certificate) {
		try {
			write(name + ".crt", "CERTIFICATE", certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalArgumentException("Not a certificate that can be written", ex);
		}
	}

	/** Writes {@code name.crt} and {@code name.key}. */
	void write(String name, Identity identity) {
		write(name, identity.certificate());
		write(name + ".key", "PRIVATE KEY", identity.key().getEncoded());
	}

	private void write(String file, String kind, byte[] encoded) {
		String text = "-----BEGIN " + kind + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + kind
				+ "-----\n";
		try {
			Files.writeString(this.path.resolve(file), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write " + file + " into " + this.path, ex);
		}
	}

}
