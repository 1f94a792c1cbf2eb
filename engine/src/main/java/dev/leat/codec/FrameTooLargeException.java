package dev.leat.codec;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

/**
 * A frame is, or says that it will be, larger than frames may be; it closes the
 * connection with {@link CloseReason#FRAME_TOO_LARGE}.
 */
public final class FrameTooLargeException extends ConnectionException {

	private static final long serialVersionUID = 1L;

	private final int limit;

	FrameTooLargeException(long size, int limit) {
		super(CloseReason.FRAME_TOO_LARGE, "A frame has " + size + " bytes or more, the limit is " + limit);
		this.limit = limit;
	}

	/**
	 * How large a frame may be.
	 * @return bytes
	 */
	public int limit() {
		return this.limit;
	}

}
