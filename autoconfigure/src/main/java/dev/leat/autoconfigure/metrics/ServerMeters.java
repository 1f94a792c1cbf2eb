package dev.leat.autoconfigure.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.leat.reactor.AcceptError;
import dev.leat.reactor.AcceptPause;
import dev.leat.reactor.Callback;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.PauseReason;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerStats;
import dev.leat.reactor.TlsResult;

/**
 * Binds what one server counts.
 */
final class ServerMeters {

	private final String name;

	private final ServerStats stats;

	private final BoundMeters meters;

	private ServerMeters(LeatServer server, BoundMeters meters) {
		this.name = server.name();
		this.stats = server.stats();
		this.meters = meters;
	}

	static void bind(LeatServer server, BoundMeters meters) {
		ServerMeters binder = new ServerMeters(server, meters);
		binder.connections();
		binder.data();
		binder.listener();
		binder.handler();
		binder.tls();
	}

	private void connections() {
		gauge(LeatMeter.SERVER_CONNECTIONS, ServerStats::connections);
		gauge(LeatMeter.SERVER_CONNECTIONS_MAX, ServerStats::maxConnections);
		gauge(LeatMeter.SERVER_CONNECTIONS_UNWRITABLE, ServerStats::unwritable);
		for (PauseReason cause : PauseReason.values()) {
			gauge(LeatMeter.SERVER_CONNECTIONS_PAUSED, (stats) -> stats.paused(cause), cause.word());
		}
		counter(LeatMeter.SERVER_CONNECTIONS_ACCEPTED, ServerStats::accepted);
		for (RejectReason reason : RejectReason.values()) {
			counter(LeatMeter.SERVER_CONNECTIONS_REJECTED, (stats) -> stats.rejected(reason), reason.word());
		}
		for (CloseReason reason : CloseReason.values()) {
			counter(LeatMeter.SERVER_CONNECTIONS_CLOSED, (stats) -> stats.closed(reason), reason.word());
		}
	}

	private void data() {
		counter(LeatMeter.SERVER_DATA_READ, ServerStats::bytesRead);
		counter(LeatMeter.SERVER_DATA_WRITTEN, ServerStats::bytesWrittenDirect, "direct");
		counter(LeatMeter.SERVER_DATA_WRITTEN, ServerStats::bytesWrittenQueued, "queued");
		gauge(LeatMeter.SERVER_WRITE_PENDING, ServerStats::pendingWriteBytes);
	}

	private void listener() {
		gauge(LeatMeter.SERVER_ACCEPTING, (stats) -> stats.accepting() ? 1 : 0);
		for (AcceptPause reason : AcceptPause.values()) {
			gauge(LeatMeter.SERVER_ACCEPT_PAUSED, (stats) -> stats.acceptPaused(reason) ? 1 : 0, reason.word());
		}
		for (AcceptError reason : AcceptError.values()) {
			counter(LeatMeter.SERVER_ACCEPT_ERRORS, (stats) -> stats.acceptErrors(reason), reason.word());
		}
		counter(LeatMeter.SERVER_LISTENER_RECOVERED, ServerStats::listenerRecovered);
		gauge(LeatMeter.SERVER_DRAINING, (stats) -> stats.draining() ? 1 : 0);
	}

	private void handler() {
		for (Callback callback : Callback.values()) {
			counter(LeatMeter.SERVER_HANDLER_ERRORS, (stats) -> stats.handlerErrors(callback), callback.word());
		}
		gauge(LeatMeter.SERVER_ANSWERS_PENDING, ServerStats::answersPending);
		this.meters.timer(LeatMeter.SERVER_ANSWER_TIME, this.stats, ServerStats::answers, ServerStats::answerNanos,
				tags());
	}

	private void tls() {
		for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
			handshakes(TlsResult.SUCCESS, protocol);
		}
		for (TlsResult result : TlsResult.values()) {
			if (result != TlsResult.SUCCESS) {
				handshakes(result, "none");
			}
		}
	}

	private void handshakes(TlsResult result, String protocol) {
		this.meters.timer(LeatMeter.SERVER_TLS_HANDSHAKES, this.stats, (stats) -> stats.handshakes(result, protocol),
				(stats) -> stats.handshakeNanos(result, protocol), this.name, result.word(), protocol);
	}

	private void gauge(LeatMeter meter, ToDoubleFunction<ServerStats> value, String... tag) {
		this.meters.gauge(meter, this.stats, value, tags(tag));
	}

	private void counter(LeatMeter meter, ToDoubleFunction<ServerStats> value, String... tag) {
		this.meters.counter(meter, this.stats, value, tags(tag));
	}

	private String[] tags(String... tag) {
		return (tag.length == 0) ? new String[] { this.name } : new String[] { this.name, tag[0] };
	}

}
