package dev.leat.reactor;

import java.io.IOException;

/**
 * What a selection key stands for: a listener or a connection. On the loop.
 */
interface Source {

	/**
	 * The channel is ready.
	 * @param operations as {@link java.nio.channels.SelectionKey#readyOps()} has them
	 * @throws IOException if the channel failed
	 */
	void ready(int operations) throws IOException;

	/** What {@link #ready} threw, or a failure of the loop itself. */
	void failed(Throwable failure);

	/** The loop has died. */
	void lost(Throwable failure);

}
