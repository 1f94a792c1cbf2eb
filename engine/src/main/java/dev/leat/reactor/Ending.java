package dev.leat.reactor;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * How one side of a split connection ended, for whoever uses it next.
 *
 * @param what what is said of it, or {@code null} for the end of the input
 * @param cause what failed, or {@code null} where nothing did
 */
record Ending(@Nullable String what, @Nullable Throwable cause) {

	/** The peer has ended its side, or the server drains. */
	static final Ending OF_INPUT = new Ending(null, null);

	/** The connection has ended, or is about to. */
	static Ending of(NioConnection connection) {
		Closing closing = connection.closing();
		return new Ending(connection + " has ended: " + closing.reason().word(), closing.cause());
	}

	/** The socket takes no more output. */
	static Ending ofOutput(NioConnection connection, IOException failure) {
		return new Ending(connection + " takes no more output: " + failure.getMessage(), failure);
	}

	/** The application has shut the output down on the connection itself. */
	static Ending ofShutOutput(NioConnection connection) {
		return new Ending(connection + " takes no more output: it was shut down", null);
	}

	boolean isOfInput() {
		return this.what == null;
	}

	/** A failure of its own for each caller, so that each has its own stack trace. */
	IOException failure() {
		return new EndedException(String.valueOf(this.what), this.cause);
	}

	/** Whether a failure comes from an ending, however often it was wrapped. */
	static boolean isBehind(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof EndedException)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	private static final class EndedException extends IOException {

		EndedException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
