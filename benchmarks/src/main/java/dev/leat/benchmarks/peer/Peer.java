package dev.leat.benchmarks.peer;

/**
 * A running server on the loopback, with one event loop thread where it has such.
 */
interface Peer {

	/** Where it listens. */
	int port();

	/** Stops it. */
	void stop() throws Exception;

}
