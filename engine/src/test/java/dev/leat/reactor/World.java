package dev.leat.reactor;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A server over one {@link Wire}, its clients, and a clock that stands still until the
 * test moves it.
 */
interface World extends AutoCloseable {

	LeatServer server();

	BufferStats buffers();

	/** Connects a client. */
	Peer connect() throws Exception;

	/** Returns when the condition holds, and fails if it never does. */
	void until(Callable<Boolean> condition) throws Exception;

	/** Moves the clock, and has the loops look at it. */
	void advance(Duration by);

	/** Stops the server and leaves nothing behind. */
	@Override
	void close() throws Exception;

}
