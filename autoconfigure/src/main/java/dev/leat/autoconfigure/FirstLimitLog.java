package dev.leat.autoconfigure;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.codec.FrameTooLargeException;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.ServerListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for each limit of a server that it has acted, and by which property to change
 * it: a default that nobody chose should not surprise in silence. Any thread.
 */
final class FirstLimitLog implements ServerListener {

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final String server;

	private final ServerConfig config;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	FirstLimitLog(String server, ServerConfig config) {
		this.server = server;
		this.config = config;
	}

	@Override
	public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		switch (reason) {
			case IDLE -> tellIdle();
			case WRITE_TIMEOUT -> tell(reason.word(), "write-timeout", Sizes.print(this.config.writeTimeout()));
			case HALF_CLOSE_TIMEOUT ->
				tell(reason.word(), "half-close-timeout", Sizes.print(this.config.halfCloseTimeout()));
			case WRITE_OVERFLOW -> tell(reason.word(), "write.max-pending", Sizes.print(this.config.writeMaxPending()));
			case READ_OVERFLOW -> tell(reason.word(), "read.max-pending", Sizes.print(this.config.readMaxPending()));
			case FRAME_TOO_LARGE -> tellFrameSize(cause);
			default -> {
			}
		}
	}

	/** A framing may set a limit of its own, which is no property. */
	private void tellFrameSize(@Nullable Throwable cause) {
		if (cause instanceof FrameTooLargeException ex && ex.limit() == this.config.maxFrameSize()) {
			tell(CloseReason.FRAME_TOO_LARGE.word(), "max-frame-size", Sizes.print(ex.limit()));
		}
	}

	/** Where both timeouts are set, the shorter one is not always the one that acted. */
	private void tellIdle() {
		boolean readOnly = this.config.idleTimeout().isZero();
		tell(CloseReason.IDLE.word(), readOnly ? "read-idle-timeout" : "idle-timeout",
				Sizes.print(readOnly ? this.config.readIdleTimeout() : this.config.idleTimeout()));
	}

	@Override
	public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
		if (reason == RejectReason.LIMIT) {
			tell(reason.word(), "max-connections", String.valueOf(this.config.maxConnections()));
		}
	}

	private void tell(String outcome, String property, String value) {
		if (this.told.add(property)) {
			LOG.info("A limit of server '{}' has acted for the first time ({}): {} is {}; change it with {}",
					this.server, outcome, property, value, ServerName.properties(this.server, property));
		}
	}

}
