package dev.leat.codec;

/**
 * Writes frames as bytes. One encoder serves all connections and all threads of a server
 * at once, so it keeps no state.
 *
 * @param <O> the frames
 */
@FunctionalInterface
public interface FrameEncoder<O> {

	/**
	 * Appends the bytes of one frame. Runs on the thread that sends.
	 * @param frame to write
	 * @param out where to append; lent for this call
	 * @throws Exception if the frame cannot be written; {@code send} throws it on wrapped
	 * and nothing of the frame is sent
	 */
	void encode(O frame, FrameBuffer out) throws Exception;

}
