package dev.leat.reactor;

import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a server: sums over its loops, and over its open connections for what is
 * so now.
 */
final class ServerFigures implements ServerStats {

	private final ServerContext context;

	/** While the server runs. */
	private volatile @Nullable Listener listener;

	ServerFigures(ServerContext context) {
		this.context = context;
	}

	void listener(@Nullable Listener value) {
		this.listener = value;
	}

	private long sum(ToLongFunction<ServerCounters> figure) {
		long sum = 0;
		for (ServerCounters counters : this.context.counters()) {
			sum += figure.applyAsLong(counters);
		}
		return sum;
	}

	private int count(Predicate<NioConnection> which) {
		int count = 0;
		for (NioConnection connection : this.context.connections().all()) {
			if (which.test(connection)) {
				count++;
			}
		}
		return count;
	}

	@Override
	public int connections() {
		return this.context.connections().size();
	}

	@Override
	public int maxConnections() {
		return this.context.config().maxConnections();
	}

	@Override
	public long accepted() {
		return sum((counters) -> counters.accepted.get());
	}

	@Override
	public long rejected(RejectReason reason) {
		return sum((counters) -> counters.rejected.get(reason));
	}

	@Override
	public long closed(CloseReason reason) {
		return sum((counters) -> counters.closed.get(reason));
	}

	@Override
	public int unwritable() {
		return count((connection) -> !connection.isWritable());
	}

	@Override
	public int paused(PauseReason reason) {
		return count((connection) -> connection.input().isPaused(reason));
	}

	@Override
	public long bytesRead() {
		return sum((counters) -> counters.read.get() + counters.readByThreads.sum());
	}

	@Override
	public long bytesWrittenDirect() {
		return sum((counters) -> counters.writtenDirect.get() + counters.writtenByThreads.sum());
	}

	@Override
	public long bytesWrittenQueued() {
		return sum((counters) -> counters.writtenQueued.get());
	}

	@Override
	public long pendingWriteBytes() {
		long sum = 0;
		for (NioConnection connection : this.context.connections().all()) {
			sum += connection.pendingWriteBytes();
		}
		return sum;
	}

	@Override
	public long answersPending() {
		return sum((counters) -> counters.answersOwed.get());
	}

	@Override
	public long answers() {
		return sum((counters) -> counters.answers.get());
	}

	@Override
	public long answerNanos() {
		return sum((counters) -> counters.answerNanos.get());
	}

	@Override
	public long handshakes(TlsResult result, String protocol) {
		return sum((counters) -> counters.handshakes.count(result, protocol));
	}

	@Override
	public long handshakeNanos(TlsResult result, String protocol) {
		return sum((counters) -> counters.handshakes.nanos(result, protocol));
	}

	@Override
	public boolean accepting() {
		Listener running = this.listener;
		return running != null && running.isListening();
	}

	@Override
	public boolean acceptPaused(AcceptPause reason) {
		Listener running = this.listener;
		return running != null && running.isPaused(reason);
	}

	@Override
	public long acceptErrors(AcceptError kind) {
		return sum((counters) -> counters.acceptErrors.get(kind));
	}

	@Override
	public long listenerRecovered() {
		return sum((counters) -> counters.recovered.get());
	}

	@Override
	public long handlerErrors(Callback callback) {
		return sum((counters) -> counters.handlerErrors.get(callback));
	}

	@Override
	public boolean draining() {
		return this.context.isDraining();
	}

}
