package dev.leat.reactor;

import java.util.Locale;

/**
 * Why a listening server does not accept. It accepts while no reason holds. Also the
 * {@code reason} tag of the meter {@code leat.server.accept.paused}.
 */
public enum AcceptPause {

	/** The connection limit is reached and {@code over-limit} is {@code pause}. */
	LIMIT,
	/** As many TLS handshakes run as may run at once. */
	HANDSHAKES,
	/**
	 * The process or the system has no descriptor left, or accepting fails again and
	 * again without a known cause.
	 */
	DESCRIPTORS,
	/** The system or the budget has no memory left. */
	MEMORY,
	/** An operator paused it. */
	OPERATOR,
	/** The server is draining. */
	DRAINING;

	private final String word = name().toLowerCase(Locale.ROOT);

	/**
	 * The reason as the log and the meters spell it.
	 * @return the name in lower case
	 */
	public String word() {
		return this.word;
	}

	int bit() {
		return 1 << ordinal();
	}

}
