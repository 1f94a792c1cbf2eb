package dev.leat.codec;

import dev.leat.reactor.Connection;

/**
 * A connection that speaks frames. One exists for each connection, and lives as long.
 *
 * @param <O> the frames that go out
 */
public interface FrameConnection<O> {

	/**
	 * The connection below. Bytes written to it directly go between two frames. Any
	 * thread.
	 * @return the connection
	 */
	Connection connection();

	/**
	 * Encodes a frame on the calling thread and writes it whole, in one
	 * {@link Connection#write}: what that says of order, of limits and of a closed
	 * connection holds. When it returns the frame may be changed. Any thread.
	 * @param frame to send
	 * @throws IllegalArgumentException if the encoder fails, with its exception as the
	 * cause; nothing is sent then
	 */
	void send(O frame);

	/**
	 * Holds this frame's place in the order of answers, to be given later. Frames that
	 * are {@linkplain #send sent} do not wait for it. While {@link Framing#maxInFlight}
	 * answers are owed, reading pauses; a connection that closes, at the peer's FIN or in
	 * a drain too, first sends what it owes. Loop thread.
	 * @return the answer that is owed now
	 * @throws IllegalStateException on another thread, or if the connection is closed
	 */
	Reply<O> defer();

}
