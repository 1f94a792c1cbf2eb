package dev.leat.autoconfigure.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The endpoint over HTTP, where it is known who asks.
 */
@EndpointWebExtension(endpoint = LeatEndpoint.class)
final class LeatEndpointWebExtension {

	private final LeatEndpoint endpoint;

	LeatEndpointWebExtension(LeatEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@ReadOperation
	Overview overview(SecurityContext asking) {
		return this.endpoint.overview(asking);
	}

	@ReadOperation
	@Nullable OperationResponseBody list(SecurityContext asking, @Selector String server, @Selector String list,
			@Nullable ConnectionSort sort, @Nullable String label, @Nullable Integer page, @Nullable Integer size) {
		return this.endpoint.list(asking, server, list, ConnectionQuery.of(sort, label, page, size));
	}

	@WriteOperation
	LeatEndpoint.AcceptingChange accept(SecurityContext asking, @Selector String server, boolean accepting) {
		return this.endpoint.accept(asking, server, accepting);
	}

	@DeleteOperation
	LeatEndpoint.ConnectionClosed close(SecurityContext asking, @Selector String server, @Selector String list,
			@Selector long id) {
		return this.endpoint.close(asking, server, list, id);
	}

}
