package dev.leat.reactor;

import java.io.IOException;
import java.util.Locale;

/**
 * The kinds of failed accepts. Also the {@code reason} tag of the meter
 * {@code leat.server.accept.errors}.
 */
public enum AcceptError {

	/** No descriptor was left in the process or in the system. */
	DESCRIPTORS,
	/** The system had no memory for the socket. */
	MEMORY,
	/** The client was gone before it was accepted. */
	ABORTED,
	/** Anything else. */
	OTHER;

	private final String word = name().toLowerCase(Locale.ROOT);

	/**
	 * The kind as the log and the meters spell it.
	 * @return the name in lower case
	 */
	public String word() {
		return this.word;
	}

	static AcceptError of(IOException failure) {
		String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		if (message.contains("too many open files")) {
			return DESCRIPTORS;
		}
		if (message.contains("buffer space") || message.contains("cannot allocate memory")) {
			return MEMORY;
		}
		if (message.contains("abort") || message.contains("protocol error") || message.contains("reset")) {
			return ABORTED;
		}
		return OTHER;
	}

}
