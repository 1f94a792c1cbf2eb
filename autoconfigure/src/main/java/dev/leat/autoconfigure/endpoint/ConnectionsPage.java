package dev.leat.autoconfigure.endpoint;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.leat.reactor.ConnectionInfo;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A part of the open connections of a server.
 *
 * @param server its name
 * @param sort by what they are listed
 * @param total how many there are, of the loops that answered
 * @param page which part this is, from 0
 * @param size connections of a part at most
 * @param silentLoops loops that did not answer in time, whose connections are missing
 * @param connections those of this part
 */
record ConnectionsPage(String server, String sort, int total, int page, int size, List<String> silentLoops,
		List<ConnectionView> connections) implements OperationResponseBody {

	static ConnectionsPage of(String server, Inspector.Found found, ConnectionQuery query,
			UnaryOperator<String> addresses) {
		List<ConnectionInfo> matching = found.connections().stream().filter(query::matches).toList();
		return new ConnectionsPage(server, query.sortName(), matching.size(), query.page(), query.size(),
				found.silentLoops(),
				query.cut(matching).stream().map((info) -> ConnectionView.of(info, addresses)).toList());
	}

}
