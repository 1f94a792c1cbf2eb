package dev.leat.reactor;

/**
 * A PROXY protocol header that is refused, and why.
 */
final class ProxyHeaderException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Refusal refusal;

	ProxyHeaderException(Refusal refusal, String message) {
		super(message, null, false, false);
		this.refusal = refusal;
	}

	/** For what no setting would make right. */
	static ProxyHeaderException malformed(String message) {
		return new ProxyHeaderException(Refusal.PROXY_MALFORMED, message);
	}

	static ProxyHeaderException tooLong(long size, int max) {
		return new ProxyHeaderException(Refusal.PROXY_TOO_LONG,
				"it has " + size + " bytes or more, it may have " + max);
	}

	Refusal refusal() {
		return this.refusal;
	}

}
