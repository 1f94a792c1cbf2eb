package dev.leat.autoconfigure.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

import dev.leat.autoconfigure.EffectiveSettings;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The actuator endpoint {@code leat}. Reading asks the loops and waits a second at most
 * for those that are held. Who may write closes connections and pauses servers.
 */
@Endpoint(id = "leat", defaultAccess = Access.READ_ONLY)
@RegisterReflectionForBinding({ ConnectionsPage.class, EndedPage.class })
final class LeatEndpoint {

	private static final Logger LOG = LoggerFactory.getLogger(LeatEndpoint.class);

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final String CONNECTIONS = "connections";

	private final LeatServers servers;

	private final Supplier<List<EventLoopGroup>> loops;

	private final EffectiveSettings settings;

	private final EndedConnections ended;

	private final Addresses addresses;

	private final Inspector inspector = new Inspector(PATIENCE);

	LeatEndpoint(LeatServers servers, Supplier<List<EventLoopGroup>> loops, EffectiveSettings settings,
			EndedConnections ended, Addresses addresses) {
		this.servers = servers;
		this.loops = loops;
		this.settings = settings;
		this.ended = ended;
		this.addresses = addresses;
	}

	@ReadOperation
	Overview overview() {
		return overview(SecurityContext.NONE);
	}

	Overview overview(SecurityContext asking) {
		List<LeatServer> all = StreamSupport.stream(this.servers.spliterator(), false).toList();
		return Overview.of(all, this.loops.get(), this.addresses.areShownTo(asking));
	}

	@ReadOperation
	@Nullable ServerDetails server(@Selector String server) {
		LeatServer found = find(server);
		return (found != null) ? ServerDetails.of(found, this.settings.of(found)) : null;
	}

	/** What a server has a list of: its open connections, or the last that ended. */
	@ReadOperation
	@Nullable OperationResponseBody list(@Selector String server, @Selector String list, @Nullable ConnectionSort sort,
			@Nullable String label, @Nullable Integer page, @Nullable Integer size) {
		return list(SecurityContext.NONE, server, list, ConnectionQuery.of(sort, label, page, size));
	}

	@Nullable OperationResponseBody list(SecurityContext asking, String server, String list, ConnectionQuery query) {
		LeatServer found = find(server);
		if (found == null) {
			return null;
		}
		UnaryOperator<String> shown = this.addresses.shownTo(asking);
		return switch (list) {
			case CONNECTIONS -> ConnectionsPage.of(found.name(), this.inspector.look(found), query, shown);
			case "ended" -> EndedPage.of(found.name(), this.ended.of(found.name()), shown);
			default -> null;
		};
	}

	/** Pauses and resumes accepting. */
	@WriteOperation
	AcceptingChange accept(@Selector String server, boolean accepting) {
		return accept(SecurityContext.NONE, server, accepting);
	}

	AcceptingChange accept(SecurityContext asking, String server, boolean accepting) {
		LeatServer found = require(server);
		boolean inEffect = this.inspector.isDone(accepting ? found.resumeAccepting() : found.pauseAccepting());
		LOG.info("Server '{}' {} by {}", found.name(),
				accepting ? "may accept connections again, resumed" : "accepts no connections, paused", nameOf(asking));
		return new AcceptingChange(found.name(), accepting, inEffect, ServerView.of(found).reasons());
	}

	/** Closes one connection. */
	@DeleteOperation
	ConnectionClosed close(@Selector String server, @Selector String list, @Selector long id) {
		return close(SecurityContext.NONE, server, list, id);
	}

	ConnectionClosed close(SecurityContext asking, String server, String list, long id) {
		LeatServer found = require(server);
		if (!list.equals(CONNECTIONS)) {
			throw invalid("Only connections can be closed, not " + list);
		}
		boolean closed = found.connections().close(id);
		if (closed) {
			LOG.info("Connection {} of server '{}' is closed by {}", id, found.name(), nameOf(asking));
		}
		return new ConnectionClosed(found.name(), id, closed);
	}

	private static String nameOf(SecurityContext asking) {
		return (asking.getPrincipal() != null) ? "operator '" + asking.getPrincipal().getName() + "'" : "an operator";
	}

	private @Nullable LeatServer find(String name) {
		try {
			return this.servers.get(name);
		}
		catch (NoSuchElementException ex) {
			return null;
		}
	}

	private LeatServer require(String name) {
		try {
			return this.servers.get(name);
		}
		catch (NoSuchElementException ex) {
			throw invalid(String.valueOf(ex.getMessage()));
		}
	}

	private static InvalidEndpointRequestException invalid(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

	/**
	 * What became of a pause or its end.
	 *
	 * @param server which
	 * @param accepting what was asked for
	 * @param inEffect whether its loop has done it yet, which one that is held has not
	 * @param reasons why it does not accept now
	 */
	record AcceptingChange(String server, boolean accepting, boolean inEffect,
			List<String> reasons) implements OperationResponseBody {
	}

	/**
	 * What became of a close.
	 *
	 * @param server which
	 * @param id of the connection
	 * @param closed whether it was open
	 */
	record ConnectionClosed(String server, long id, boolean closed) implements OperationResponseBody {
	}

}
