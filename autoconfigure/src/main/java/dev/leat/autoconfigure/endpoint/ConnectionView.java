package dev.leat.autoconfigure.endpoint;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.leat.reactor.ConnectionInfo;
import dev.leat.reactor.PauseReason;
import dev.leat.reactor.TlsInfo;
import org.jspecify.annotations.Nullable;

/**
 * One open connection.
 *
 * @param id its number
 * @param label what the application calls it, or {@code null}
 * @param loop where it lives
 * @param remoteAddress the client's address and port
 * @param tls the protocol, for example {@code TLSv1.3}, or {@code null} without TLS
 * @param closing whether it has been closed and is not gone yet
 * @param ageSeconds since it was opened
 * @param idleSeconds since a byte came or went
 * @param bytesRead bytes received
 * @param bytesWritten bytes that the socket took
 * @param pendingWriteBytes bytes that wait for the socket
 * @param writable whether pending output is under its mark
 * @param paused why it is not read
 */
record ConnectionView(long id, @Nullable String label, String loop, String remoteAddress, @Nullable String tls,
		boolean closing, double ageSeconds, double idleSeconds, long bytesRead, long bytesWritten,
		long pendingWriteBytes, boolean writable, List<String> paused) {

	static ConnectionView of(ConnectionInfo info, UnaryOperator<String> addresses) {
		TlsInfo tls = info.tls();
		return new ConnectionView(info.id(), info.label(), info.loop(),
				addresses.apply(info.remoteAddress().toString()), (tls != null) ? tls.protocol() : null, !info.open(),
				Seconds.of(info.age()), Seconds.of(info.idle()), info.bytesRead(), info.bytesWritten(),
				info.pendingWriteBytes(), info.writable(), info.paused().stream().map(PauseReason::word).toList());
	}

}
