package dev.leat.autoconfigure.health;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import dev.leat.reactor.AcceptPause;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.LoopStats;
import dev.leat.reactor.ServerStats;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether clients can connect to a server.
 */
final class ServerHealthIndicator extends AbstractHealthIndicator {

	private final LeatServer server;

	private final Supplier<List<LoopStats>> loops;

	ServerHealthIndicator(LeatServer server) {
		this(server, server::loopStats);
	}

	ServerHealthIndicator(LeatServer server, Supplier<List<LoopStats>> loops) {
		super("The health of a server could not be told");
		this.server = server;
		this.loops = loops;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		ServerStats stats = this.server.stats();
		if (!this.server.isRunning()) {
			health.down().withDetail("state", "stopped");
		}
		else if (!deadLoops().isEmpty()) {
			health.down().withDetail("state", "event loop died").withDetail("loops", deadLoops());
		}
		else if (stats.draining()) {
			health.outOfService().withDetail("state", "draining");
		}
		else if (stats.accepting()) {
			health.up().withDetail("state", "accepting");
		}
		else {
			health.outOfService().withDetail("state", "paused").withDetail("reasons", reasons(stats));
		}
		details(health, stats);
	}

	private void details(Health.Builder health, ServerStats stats) {
		InetSocketAddress address = this.server.localAddress();
		if (address != null) {
			health.withDetail("address", address.getAddress().getHostAddress()).withDetail("port", address.getPort());
		}
		health.withDetail("connections", stats.connections()).withDetail("maxConnections", stats.maxConnections());
	}

	private List<String> deadLoops() {
		return this.loops.get().stream().filter((loop) -> !loop.isAlive()).map(LoopStats::name).toList();
	}

	private static List<String> reasons(ServerStats stats) {
		return Arrays.stream(AcceptPause.values()).filter(stats::acceptPaused).map(AcceptPause::word).toList();
	}

}
