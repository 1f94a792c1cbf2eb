package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * A server could not listen. The message says which server, which address and why; the
 * cause is what the JDK threw.
 */
public final class BindFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** What was wrong. */
	public enum Kind {

		/** Another socket listens there. */
		IN_USE,
		/** The process may not open this port. */
		NOT_PERMITTED,
		/** The address is not one of this machine's. */
		NOT_LOCAL,
		/** Anything else. */
		OTHER;

		static Kind of(Throwable cause) {
			String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
			if (message.contains("in use")) {
				return IN_USE;
			}
			if (message.contains("permission") || message.contains("denied")) {
				return NOT_PERMITTED;
			}
			return message.contains("assign") ? NOT_LOCAL : OTHER;
		}

	}

	private final String server;

	private final InetSocketAddress address;

	private final Kind kind;

	BindFailure(String server, InetSocketAddress address, Throwable cause) {
		super("Server '" + server + "' cannot listen on " + address + ": " + reason(cause), cause);
		this.server = server;
		this.address = address;
		this.kind = Kind.of(cause);
	}

	private static String reason(Throwable cause) {
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	/**
	 * Which server it was.
	 * @return its name
	 */
	public String server() {
		return this.server;
	}

	/**
	 * Where it was to listen.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return this.address;
	}

	/**
	 * What was wrong.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

}
