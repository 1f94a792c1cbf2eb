package dev.leat.codec;

import java.time.Duration;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.Resumption;
import dev.leat.reactor.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which a frame has begun that does not become whole in time. While
 * reading is paused its rest may have come unread, so the time begins anew when reading
 * goes on. Loop thread.
 */
final class FrameDeadline {

	private final Connection connection;

	private final Duration timeout;

	private @Nullable Timeout timer;

	private @Nullable Resumption resumption;

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
			arm(this.timeout);
		}
	}

	/** A frame is whole, or nothing can be missing of it any more. */
	void whole() {
		if (this.waiting && this.timer != null) {
			this.waiting = false;
			this.timer.cancel();
		}
	}

	private void arm(Duration delay) {
		if (this.timer == null) {
			this.resumption = Resumption.of(this.connection);
			this.timer = this.connection.schedule(delay, this::over);
		}
		else {
			this.timer.reset(delay);
		}
	}

	private void over() {
		Duration left = left();
		if (left.isZero() || left.isNegative()) {
			this.connection.close(CloseReason.PROTOCOL_ERROR);
		}
		else {
			arm(left);
		}
	}

	/** What is left of the time because of pauses. */
	private Duration left() {
		if (this.connection.isReadingPaused()) {
			return this.timeout;
		}
		return (this.resumption != null) ? this.timeout.minus(this.resumption.age()) : Duration.ZERO;
	}

}
