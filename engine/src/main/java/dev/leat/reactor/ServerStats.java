package dev.leat.reactor;

/**
 * Figures of one server, counted since it was created and kept over stop and start. Any
 * thread may read them; reading takes no lock and disturbs no loop.
 */
public interface ServerStats {

	/**
	 * Open connections.
	 * @return now
	 */
	int connections();

	/**
	 * The configured limit of open connections.
	 * @return the limit
	 */
	int maxConnections();

	/**
	 * Connections accepted.
	 * @return since the start
	 */
	long accepted();

	/**
	 * Connections turned away before a handler saw them.
	 * @param reason for which reason
	 * @return since the start
	 */
	long rejected(RejectReason reason);

	/**
	 * Connections ended.
	 * @param reason for which reason
	 * @return since the start
	 */
	long closed(CloseReason reason);

	/**
	 * Connections over their high-water mark.
	 * @return now
	 */
	int unwritable();

	/**
	 * Connections whose reading is paused.
	 * @param reason for which reason
	 * @return now
	 */
	int paused(PauseReason reason);

	/**
	 * Bytes received.
	 * @return since the start
	 */
	long bytesRead();

	/**
	 * Bytes that the socket took at once.
	 * @return since the start
	 */
	long bytesWrittenDirect();

	/**
	 * Bytes that waited in a write queue before the socket took them.
	 * @return since the start
	 */
	long bytesWrittenQueued();

	/**
	 * Bytes accepted from handlers and not yet sent.
	 * @return now
	 */
	long pendingWriteBytes();

	/**
	 * Answers owed: deferred and not yet sent.
	 * @return now
	 */
	long answersPending();

	/**
	 * Deferred answers sent, skipped or failed.
	 * @return since the start
	 */
	long answers();

	/**
	 * Time from deferring an answer to its turn, summed over {@link #answers()}.
	 * @return nanoseconds since the start
	 */
	long answerNanos();

	/**
	 * TLS handshakes that ended.
	 * @param result how they ended
	 * @param protocol what they agreed on, {@code TLSv1.3} or {@code TLSv1.2};
	 * {@code none} for those that failed
	 * @return since the start
	 */
	long handshakes(TlsResult result, String protocol);

	/**
	 * Time that handshakes took, summed over {@link #handshakes}.
	 * @param result how they ended
	 * @param protocol what they agreed on
	 * @return nanoseconds since the start
	 */
	long handshakeNanos(TlsResult result, String protocol);

	/**
	 * Whether the listener is armed.
	 * @return now
	 */
	boolean accepting();

	/**
	 * Whether the listener is held for a reason.
	 * @param reason which
	 * @return now
	 */
	boolean acceptPaused(AcceptPause reason);

	/**
	 * Failed accepts.
	 * @param kind of which kind
	 * @return since the start
	 */
	long acceptErrors(AcceptError kind);

	/**
	 * Times that the listener was found unarmed, or its socket lost, and hears again.
	 * @return since the start
	 */
	long listenerRecovered();

	/**
	 * Exceptions out of user code.
	 * @param callback out of which callback
	 * @return since the start
	 */
	long handlerErrors(Callback callback);

	/**
	 * Whether the server is finishing its connections.
	 * @return now
	 */
	boolean draining();

}
