package dev.leat.reactor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Tells of the end of each connection, where somebody has switched its logger to DEBUG.
 */
final class CloseLog {

	private static final Log LOG = new Log("dev.leat.connection");

	private CloseLog() {
	}

	static void closed(NioConnection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		if (LOG.get().isDebugEnabled()) {
			LOG.get()
				.debug("{} closed: {} after {} ms, {} bytes read, {} written{}", connection, reason.word(),
						age.toMillis(), connection.input().received(), connection.output().sent(),
						(cause != null) ? ", " + OneLine.toldBy(cause) : "");
		}
	}

}
