package dev.leat.codec;

import java.time.Duration;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which a frame has begun that does not become whole in time. While
 * reading is paused its rest may have come unread, so the time begins anew. Loop thread.
 */
final class FrameDeadline {

	private final Connection connection;

	private final Duration timeout;

	private @Nullable Timeout timer;

	private boolean waiting;

	/**
	 * Makes one that does not wait yet.
	 * @param timeout zero to wait for ever
	 */
	FrameDeadline(Connection connection, Duration timeout) {
		this.connection = connection;
		this.timeout = timeout;
	}

	/** The beginning of a frame is there, or more of it. */
	void begun() {
		if (!this.waiting && !this.timeout.isZero()) {
			this.waiting = true;
			arm();
		}
	}

	/** A frame is whole, or nothing can be missing of it any more. */
	void whole() {
		if (this.waiting && this.timer != null) {
			this.waiting = false;
			this.timer.cancel();
		}
	}

	private void arm() {
		if (this.timer == null) {
			this.timer = this.connection.schedule(this.timeout, this::over);
		}
		else {
			this.timer.reset(this.timeout);
		}
	}

	private void over() {
		if (this.connection.isReadingPaused()) {
			arm();
		}
		else {
			this.connection.close(CloseReason.PROTOCOL_ERROR);
		}
	}

}
