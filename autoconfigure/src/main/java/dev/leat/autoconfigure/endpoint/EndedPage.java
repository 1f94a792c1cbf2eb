package dev.leat.autoconfigure.endpoint;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.leat.reactor.ConnectionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The last connections of a server that ended other than they should.
 *
 * @param server its name
 * @param ended the newest first
 */
record EndedPage(String server, List<EndedView> ended) implements OperationResponseBody {

	static EndedPage of(String server, LastEnds ends, UnaryOperator<String> addresses) {
		return new EndedPage(server, ends.list().stream().map((end) -> EndedView.of(end, addresses)).toList());
	}

	/**
	 * One that has ended.
	 *
	 * @param id its number
	 * @param label what the application called it, or {@code null}
	 * @param loop where it lived
	 * @param remoteAddress the client's address and port
	 * @param endedAt when, in UTC as ISO 8601 spells it
	 * @param reason why, as the log and the meters spell it
	 * @param cause what failed, or {@code null}
	 * @param ageSeconds how long it was open
	 * @param idleSeconds how long no byte had come or gone
	 * @param bytesRead bytes received
	 * @param bytesWritten bytes that the socket took
	 */
	record EndedView(long id, @Nullable String label, String loop, String remoteAddress, String endedAt, String reason,
			@Nullable String cause, double ageSeconds, double idleSeconds, long bytesRead, long bytesWritten) {

		static EndedView of(LastEnds.End end, UnaryOperator<String> addresses) {
			ConnectionInfo info = end.connection();
			return new EndedView(info.id(), info.label(), info.loop(), addresses.apply(info.remoteAddress().toString()),
					end.at().toString(), end.reason().word(), end.cause(), Seconds.of(info.age()),
					Seconds.of(info.idle()), info.bytesRead(), info.bytesWritten());
		}

	}

}
