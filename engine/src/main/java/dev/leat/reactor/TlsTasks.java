package dev.leat.reactor;

/**
 * Computes what TLS handshakes take long for. Any thread.
 */
interface TlsTasks {

	/**
	 * Has something computed.
	 * @throws java.util.concurrent.RejectedExecutionException if too much waits already
	 */
	void execute(Runnable task);

	/** Forgets what is not needed any more, if nobody has begun with it. */
	void forget(Runnable task);

}
