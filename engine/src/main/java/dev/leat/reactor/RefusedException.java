package dev.leat.reactor;

/**
 * A client is refused on its way in, and why.
 */
final class RefusedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Refusal refusal;

	RefusedException(Refusal refusal, String message) {
		super(message, null, false, false);
		this.refusal = refusal;
	}

	/** For a PROXY header that no setting would make right. */
	static RefusedException malformed(String message) {
		return new RefusedException(Refusal.PROXY_MALFORMED, message);
	}

	static RefusedException tooLong(long size, int max) {
		return new RefusedException(Refusal.PROXY_TOO_LONG, "it has " + size + " bytes or more, it may have " + max);
	}

	Refusal refusal() {
		return this.refusal;
	}

}
