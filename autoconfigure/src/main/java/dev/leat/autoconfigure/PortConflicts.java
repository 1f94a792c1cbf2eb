package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.util.List;

import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Finds servers that cannot all have what they want.
 */
final class PortConflicts {

	private final ServerOrigin origin;

	PortConflicts(ServerOrigin origin) {
		this.origin = origin;
	}

	/**
	 * Compares each with each.
	 * @throws SetupFailure if two are alike in name or want one port
	 */
	void reject(List<LeatServer> servers) {
		for (int i = 0; i < servers.size(); i++) {
			for (int j = i + 1; j < servers.size(); j++) {
				reject(servers.get(i), servers.get(j));
			}
		}
	}

	private void reject(LeatServer one, LeatServer other) {
		if (ServerName.uniform(one.name()).equals(ServerName.uniform(other.name()))) {
			throw ServerPlan.alike(one.name(), other.name());
		}
		if (overlap(one.config(), other.config())) {
			throw new SetupFailure(
					"The servers '" + one.name() + "' and '" + other.name() + "' both want port " + one.config().port()
							+ ".",
					"Set " + port(one) + " or " + port(other) + " to another port (0 for any free one).");
		}
	}

	private String port(LeatServer server) {
		return this.origin.isCode(server.name()) ? ServerName.inCode(server.name(), "port")
				: ServerName.prefix(server.name()) + ".port";
	}

	private static boolean overlap(ServerConfig one, ServerConfig other) {
		return one.port() != 0 && one.port() == other.port() && overlap(one.address(), other.address());
	}

	private static boolean overlap(@Nullable InetAddress one, @Nullable InetAddress other) {
		return one == null || other == null || one.isAnyLocalAddress() || other.isAnyLocalAddress()
				|| one.equals(other);
	}

}
