package dev.leat.autoconfigure.endpoint;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import dev.leat.reactor.AcceptError;
import dev.leat.reactor.AcceptPause;
import dev.leat.reactor.Callback;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.PauseReason;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerStats;
import org.jspecify.annotations.Nullable;

/**
 * One server. What is counted is counted since it was made.
 *
 * @param name what it is called
 * @param state {@code accepting}, {@code paused}, {@code draining} or {@code stopped}
 * @param reasons why it does not accept
 * @param address where it listens, or {@code null} while it does not
 * @param port where it listens, or {@code null} while it does not
 * @param tls whether it speaks TLS
 * @param connections open now
 * @param maxConnections the limit
 * @param unwritable those over their mark now
 * @param paused those that are not read now, by cause
 * @param accepted connections accepted
 * @param rejected connections turned away, by reason
 * @param closed connections that have ended, by reason
 * @param bytesRead bytes received
 * @param bytesWritten bytes that the sockets took
 * @param pendingWriteBytes bytes that wait for their sockets now
 * @param answersPending answers owed now
 * @param handlerErrors exceptions out of user code, by callback
 * @param acceptErrors failed accepts, by reason
 */
record ServerView(String name, String state, List<String> reasons, @Nullable String address, @Nullable Integer port,
		boolean tls, int connections, int maxConnections, int unwritable, Map<String, Long> paused, long accepted,
		Map<String, Long> rejected, Map<String, Long> closed, long bytesRead, long bytesWritten, long pendingWriteBytes,
		long answersPending, Map<String, Long> handlerErrors, Map<String, Long> acceptErrors) {

	static ServerView of(LeatServer server) {
		ServerStats stats = server.stats();
		InetSocketAddress address = server.localAddress();
		return new ServerView(server.name(), state(server), reasons(stats),
				(address != null) ? address.getAddress().getHostAddress() : null,
				(address != null) ? address.getPort() : null, server.config().tls() != null, stats.connections(),
				stats.maxConnections(), stats.unwritable(),
				counts(PauseReason.values(), PauseReason::word, stats::paused), stats.accepted(),
				counts(RejectReason.values(), RejectReason::word, stats::rejected),
				counts(CloseReason.values(), CloseReason::word, stats::closed), stats.bytesRead(),
				stats.bytesWrittenDirect() + stats.bytesWrittenQueued(), stats.pendingWriteBytes(),
				stats.answersPending(), counts(Callback.values(), Callback::word, stats::handlerErrors),
				counts(AcceptError.values(), AcceptError::word, stats::acceptErrors));
	}

	private static String state(LeatServer server) {
		if (!server.isRunning()) {
			return "stopped";
		}
		if (server.stats().draining()) {
			return "draining";
		}
		return server.stats().accepting() ? "accepting" : "paused";
	}

	private static List<String> reasons(ServerStats stats) {
		return Arrays.stream(AcceptPause.values()).filter(stats::acceptPaused).map(AcceptPause::word).toList();
	}

	private static <E> Map<String, Long> counts(E[] values, Function<E, String> word, ToLongFunction<E> count) {
		Map<String, Long> counts = new LinkedHashMap<>();
		for (E value : values) {
			counts.put(word.apply(value), count.applyAsLong(value));
		}
		return counts;
	}

}
