package dev.leat.test;

import java.net.SocketAddress;
import java.time.Duration;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerListener;
import org.jspecify.annotations.Nullable;

/**
 * Notes the one connection of a server, and how it ended.
 */
final class ConnectionWatch implements ServerListener {

	private @Nullable Connection connection;

	private @Nullable CloseReason reason;

	private @Nullable Throwable cause;

	private @Nullable RejectReason rejection;

	/** Sees the connection before the handler does. */
	HandlerFactory over(HandlerFactory factory) {
		return (connection) -> {
			this.connection = connection;
			return factory.create(connection);
		};
	}

	Connection connection() {
		if (this.connection == null) {
			throw new IllegalStateException("No handler has seen the connection"
					+ ((this.rejection != null) ? ", it was turned away: " + this.rejection : " yet"));
		}
		return this.connection;
	}

	/** Whether this side has closed it, for good or ill. */
	boolean isClosing() {
		return this.connection != null && !this.connection.isOpen();
	}

	@Nullable CloseReason reason() {
		return this.reason;
	}

	@Nullable Throwable cause() {
		return this.cause;
	}

	@Nullable RejectReason rejection() {
		return this.rejection;
	}

	@Override
	public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		this.reason = reason;
		this.cause = cause;
	}

	@Override
	public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
		this.rejection = reason;
	}

}
