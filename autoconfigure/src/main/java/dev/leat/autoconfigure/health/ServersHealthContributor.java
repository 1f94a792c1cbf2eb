package dev.leat.autoconfigure.health;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;

/**
 * The health of all servers, by their names.
 */
final class ServersHealthContributor implements CompositeHealthContributor {

	private final LeatServers servers;

	ServersHealthContributor(LeatServers servers) {
		this.servers = servers;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return all().filter((server) -> server.name().equals(name))
			.findFirst()
			.map(ServerHealthIndicator::new)
			.orElse(null);
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		return all().map((server) -> new HealthContributors.Entry(server.name(), new ServerHealthIndicator(server)));
	}

	private Stream<LeatServer> all() {
		return StreamSupport.stream(this.servers.spliterator(), false);
	}

}
