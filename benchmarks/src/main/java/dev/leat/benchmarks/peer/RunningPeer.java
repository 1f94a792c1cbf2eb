package dev.leat.benchmarks.peer;

/**
 * A peer of two parts.
 *
 * @param port where it listens
 * @param stopping stops it
 */
record RunningPeer(int port, Stopping stopping) implements Peer {

	@Override
	public void stop() throws Exception {
		this.stopping.stop();
	}

	/** How to stop a peer. */
	@FunctionalInterface
	interface Stopping {

		void stop() throws Exception;

	}

}
