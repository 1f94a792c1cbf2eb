package dev.leat.codec;

import java.time.Duration;

import dev.leat.reactor.Connection;

/**
 * What bounds a connection that speaks frames.
 *
 * @param maxFrameSize bytes of one frame, or 0 for what the server says
 * @param maxInFlight answers owed
 * @param frameTimeout time for one frame, or zero for any
 */
record FrameLimits(int maxFrameSize, int maxInFlight, Duration frameTimeout) {

	static final FrameLimits DEFAULT = new FrameLimits(0, 64, Duration.ZERO);

	FrameLimits maxFrameSize(int bytes) {
		if (bytes < 1) {
			throw new IllegalArgumentException("max-frame-size is " + bytes + ", it must be 1 or more");
		}
		return new FrameLimits(bytes, this.maxInFlight, this.frameTimeout);
	}

	FrameLimits maxInFlight(int answers) {
		if (answers < 1) {
			throw new IllegalArgumentException("maxInFlight is " + answers + ", it must be 1 or more");
		}
		return new FrameLimits(this.maxFrameSize, answers, this.frameTimeout);
	}

	FrameLimits frameTimeout(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("frameTimeout is " + timeout + ", it must be zero or more");
		}
		return new FrameLimits(this.maxFrameSize, this.maxInFlight, timeout);
	}

	int maxFrameSize(Connection connection) {
		return (this.maxFrameSize > 0) ? this.maxFrameSize : connection.config().maxFrameSize();
	}

}
