package dev.leat.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ServerListener;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last connections of each server that ended other than they should. Any
 * thread; takes no lock on a loop.
 */
final class EndedConnections implements ServerListener {

	/** Ends as they should be. */
	private static final Set<CloseReason> ORDERLY = Set.of(CloseReason.LOCAL, CloseReason.PEER_CLOSED,
			CloseReason.MAX_AGE, CloseReason.DRAIN, CloseReason.STOP);

	private final Map<String, LastEnds> servers = new ConcurrentHashMap<>();

	@Override
	public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		if (!ORDERLY.contains(reason)) {
			of(connection.server()).add(new LastEnds.End(connection.info(), Instant.now(), reason,
					(cause != null) ? cause.toString() : null));
		}
	}

	LastEnds of(String server) {
		return this.servers.computeIfAbsent(server, (name) -> new LastEnds());
	}

}
