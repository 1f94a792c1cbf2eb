package dev.leat.benchmarks.peer;

/**
 * A running server on the loopback, with one event loop thread where it has such.
 */
interface Peer {

	/** Where it listens. */
	int port();

	/** Stops it. */
	void stop() throws Exception;

	/** Starts a server. */
	@FunctionalInterface
	interface Starter {

		/**
		 * Starts it on 127.0.0.1 and any free port; it listens when this returns.
		 * @param workload what it is to do
		 * @throws CannotRunException if it does not do that, or not on this machine
		 * @throws Exception if it fails
		 */
		Peer start(Workload workload) throws Exception;

	}

}
