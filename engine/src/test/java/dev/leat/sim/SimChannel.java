package dev.leat.sim;

/**
 * What the selector asks of a channel.
 */
interface SimChannel {

	/** The operations that would not block now, or would fail. */
	int readyOps();

}
