package dev.leat.reactor;

import java.net.SocketAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Watches a server. The methods run on event loops and must be quick; what they throw is
 * logged and otherwise ignored.
 */
public interface ServerListener {

	/**
	 * A connection is open.
	 * @param connection the new connection
	 */
	default void opened(Connection connection) {
	}

	/**
	 * A connection that was open has ended.
	 * @param connection that ended
	 * @param reason why
	 * @param cause what failed, or {@code null}
	 * @param age how long it was open
	 */
	default void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
	}

	/**
	 * A client was turned away before a handler saw it.
	 * @param remote its address, or {@code null} where it is not known any more
	 * @param reason why
	 */
	default void rejected(@Nullable SocketAddress remote, RejectReason reason) {
	}

	/**
	 * A limit acts, which closes a connection or turns a client away; that is told next.
	 * @param setting the limit as the properties spell it, without {@code leat.server}
	 * before it: {@code idle-timeout} say, or {@code leat.acceptor.max-connections}
	 */
	default void limited(String setting) {
	}

	/**
	 * User code threw.
	 * @param connection whose callback it was
	 * @param callback which one
	 * @param failure what it threw
	 */
	default void handlerFailed(Connection connection, Callback callback, Throwable failure) {
	}

}
