package dev.leat.reactor;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Locale;

/**
 * How a TLS handshake ended. Also the {@code result} tag of the meter
 * {@code leat.server.tls.handshakes}.
 */
public enum TlsResult {

	/** The connection is open. */
	SUCCESS,
	/** It did not end in time. */
	TIMEOUT,
	/** The client showed no certificate, and has to. */
	NO_CLIENT_CERTIFICATE,
	/** Nobody who is trusted vouches for the client's certificate. */
	UNTRUSTED,
	/** The client's certificate has expired. */
	EXPIRED,
	/**
	 * There is no version, cipher suite or application protocol that both sides speak.
	 */
	NO_COMMON_PROTOCOL,
	/** The client did not speak TLS. */
	NOT_TLS,
	/** Anything else, a client that leaves too. */
	ERROR;

	/** How Java words that both sides have nothing in common. */
	private static final List<String> NOTHING_IN_COMMON = List.of("in common", "protocol version", "protocol values",
			"application protocol");

	private final String word = name().toLowerCase(Locale.ROOT);

	/**
	 * The result as the meters spell it, for example {@code no_client_certificate}.
	 * @return the name in lower case
	 */
	public String word() {
		return this.word;
	}

	/** Names a failure. */
	static TlsResult of(Throwable failure) {
		if (failure instanceof NotTlsException) {
			return NOT_TLS;
		}
		boolean certificate = false;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateExpiredException) {
				return EXPIRED;
			}
			certificate |= cause instanceof CertificateException || cause instanceof CertPathValidatorException;
		}
		return certificate ? UNTRUSTED : ofMessage(String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT));
	}

	private static TlsResult ofMessage(String message) {
		if (message.contains("certificate chain")) {
			return NO_CLIENT_CERTIFICATE;
		}
		return NOTHING_IN_COMMON.stream().anyMatch(message::contains) ? NO_COMMON_PROTOCOL : ERROR;
	}

}
