package dev.leat.reactor;

import javax.net.ssl.SSLException;

/**
 * The peer does not speak TLS.
 */
final class NotTlsException extends SSLException {

	private static final long serialVersionUID = 1L;

	NotTlsException(int first) {
		super("It did not speak TLS, its first byte was 0x%02X".formatted(first & 0xFF));
	}

}
