package dev.leat.codec;

import dev.leat.reactor.Connection;

/**
 * What bounds a connection that speaks frames.
 *
 * @param maxFrameSize bytes of one frame, or 0 for what the server says
 * @param maxInFlight answers owed
 */
record FrameLimits(int maxFrameSize, int maxInFlight) {

	static final FrameLimits DEFAULT = new FrameLimits(0, 64);

	FrameLimits maxFrameSize(int bytes) {
		if (bytes < 1) {
			throw new IllegalArgumentException("max-frame-size is " + bytes + ", it must be 1 or more");
		}
		return new FrameLimits(bytes, this.maxInFlight);
	}

	FrameLimits maxInFlight(int answers) {
		if (answers < 1) {
			throw new IllegalArgumentException("maxInFlight is " + answers + ", it must be 1 or more");
		}
		return new FrameLimits(this.maxFrameSize, answers);
	}

	int maxFrameSize(Connection connection) {
		return (this.maxFrameSize > 0) ? this.maxFrameSize : connection.config().maxFrameSize();
	}

}
