package dev.leat.autoconfigure.endpoint;

import java.util.List;
import java.util.Locale;

import dev.leat.reactor.ConnectionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Which connections somebody wants to see.
 *
 * @param sort by what they are listed
 * @param label what they are called, with {@code *} at its end for what begins so; or
 * {@code null} for all
 * @param page which part, from 0
 * @param size connections of a part at most
 */
record ConnectionQuery(ConnectionSort sort, @Nullable String label, int page, int size) {

	private static final int DEFAULT_SIZE = 20;

	private static final int MAX_SIZE = 1000;

	/**
	 * Fills in the defaults.
	 * @throws InvalidEndpointRequestException for a part that cannot be
	 */
	static ConnectionQuery of(@Nullable ConnectionSort sort, @Nullable String label, @Nullable Integer page,
			@Nullable Integer size) {
		ConnectionQuery query = new ConnectionQuery((sort != null) ? sort : ConnectionSort.PENDING, label,
				(page != null) ? page : 0, (size != null) ? size : DEFAULT_SIZE);
		if (query.page < 0 || query.size < 1 || query.size > MAX_SIZE) {
			String reason = "page has to be 0 or more, size from 1 to " + MAX_SIZE;
			throw new InvalidEndpointRequestException(reason, reason);
		}
		return query;
	}

	String sortName() {
		return this.sort.name().toLowerCase(Locale.ROOT);
	}

	boolean matches(ConnectionInfo connection) {
		if (this.label == null) {
			return true;
		}
		String label = String.valueOf(connection.label());
		return connection.label() != null && (this.label.endsWith("*")
				? label.startsWith(this.label.substring(0, this.label.length() - 1)) : label.equals(this.label));
	}

	List<ConnectionInfo> cut(List<ConnectionInfo> connections) {
		return connections.stream()
			.sorted(this.sort.order())
			.skip((long) this.page * this.size)
			.limit(this.size)
			.toList();
	}

}
