package dev.leat.reactor;

/**
 * Thrown by protocol code to end a connection for a named reason rather than with
 * {@link CloseReason#HANDLER_ERROR}. It is the peer's fault, so it does not count as an
 * error of the handler.
 */
public class ConnectionException extends Exception {

	private static final long serialVersionUID = 1L;

	private final CloseReason reason;

	/**
	 * Creates the exception.
	 * @param reason what the connection closes with
	 * @param message what was found and what was expected
	 */
	public ConnectionException(CloseReason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * What the connection closes with.
	 * @return the reason
	 */
	public CloseReason reason() {
		return this.reason;
	}

}
