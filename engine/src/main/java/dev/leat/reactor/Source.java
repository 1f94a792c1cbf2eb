package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.Selector;

/**
 * What a selection key stands for: a listener or a connection. On the loop.
 */
interface Source {

	/**
	 * Has a selector watch the channel, with the interest that it has now.
	 * @throws IOException if the channel is closed
	 */
	void register(Selector selector) throws IOException;

	/**
	 * The channel is ready.
	 * @param operations as {@link java.nio.channels.SelectionKey#readyOps()} has them
	 * @throws IOException if the channel failed
	 */
	void ready(int operations) throws IOException;

	/** What {@link #ready} threw, or a failure of the loop itself. */
	void failed(Throwable failure);

	/** The loop has died; another thread will take its place. */
	void lost(Throwable failure);

}
