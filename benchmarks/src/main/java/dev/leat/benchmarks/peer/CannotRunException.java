package dev.leat.benchmarks.peer;

/**
 * A peer cannot do a workload, or not on this machine; the message says why.
 */
final class CannotRunException extends Exception {

	CannotRunException(String message) {
		super(message);
	}

	/** For a peer that does not do a workload. */
	static CannotRunException unknown(String peer, Workload workload) {
		return new CannotRunException(peer + " does not do " + workload);
	}

}
