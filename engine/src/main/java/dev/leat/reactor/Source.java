package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.Selector;

import org.jspecify.annotations.Nullable;

/**
 * What a selection key stands for: a listener or a connection. It has a timer of its own,
 * since each of them waits for something now and then. On the loop.
 */
abstract class Source extends HeapTimer {

	/** Its neighbours, for {@link Sources} to write. */
	@Nullable Source before;

	@Nullable Source after;

	/**
	 * Has a selector watch the channel, with the interest that it has now.
	 * @throws IOException if the channel is closed
	 */
	abstract void register(Selector selector) throws IOException;

	/**
	 * The channel is ready.
	 * @param operations as {@link java.nio.channels.SelectionKey#readyOps()} has them
	 * @throws IOException if the channel failed
	 */
	abstract void ready(int operations) throws IOException;

	/** Its timer is due; never for one that does not arm it. */
	@Override
	void fire() {
	}

	/** What {@link #ready} threw, or a failure of the loop itself. */
	abstract void failed(Throwable failure);

	/** The loop has died; another thread will take its place. */
	abstract void lost(Throwable failure);

}
