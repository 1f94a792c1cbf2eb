package dev.leat.autoconfigure;

import dev.leat.reactor.BindFailure;

/**
 * A server of the context could not listen. Says who makes that server as long as the
 * beans can be asked: the failure of a start is analysed when they are gone.
 */
final class OpenFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean code;

	OpenFailure(BindFailure cause, boolean code) {
		super(cause.getMessage(), cause);
		this.code = code;
	}

	/** Whether the application has built the server itself. */
	boolean isOfCode() {
		return this.code;
	}

}
