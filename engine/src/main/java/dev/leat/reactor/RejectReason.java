package dev.leat.reactor;

import java.util.Locale;

/**
 * Why a connection was turned away before its handler saw it. Also the {@code reason} tag
 * of the meter {@code leat.server.connections.rejected}.
 */
public enum RejectReason {

	/** The server or the process had as many connections as it may have. */
	LIMIT,
	/** The client's address had as many connections as it may have. */
	ADDRESS_LIMIT,
	/** The client's address is denied or not among those allowed. */
	DENIED,
	/** No descriptor was left. */
	DESCRIPTORS,
	/** No memory was left under the budget. */
	MEMORY,
	/** The server was draining or had stopped. */
	DRAINING,
	/** The PROXY header was missing, broken, too long or late. */
	PROXY_HEADER,
	/** A PROXY header came from a peer that is not trusted. */
	PROXY_UNTRUSTED,
	/** The TLS handshake did not end in time. */
	HANDSHAKE_TIMEOUT,
	/** The TLS handshake failed. */
	HANDSHAKE_FAILED,
	/** The client did not speak TLS. */
	NOT_TLS;

	private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The reason as the log and the meters spell it, for example {@code address-limit}.
	 * @return the name in lower case with dashes
	 */
	public String word() {
		return this.word;
	}

}
