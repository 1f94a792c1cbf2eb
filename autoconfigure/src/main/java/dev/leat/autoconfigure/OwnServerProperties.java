package dev.leat.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.leat.reactor.LeatServer;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Refuses properties of a server that the application has built itself, but for those
 * that say how the context shuts it down.
 */
final class OwnServerProperties {

	private static final Set<String> FOLLOWED = Set.of("shutdown.quiet-period", "shutdown.grace-period");

	private final ServerSettings settings;

	private final SetProperties set;

	OwnServerProperties(ServerSettings settings, SetProperties set) {
		this.settings = settings;
		this.set = set;
	}

	/**
	 * Looks through the properties of these servers.
	 * @throws SetupFailure if one is set that its server does not follow, or one that it
	 * follows is out of range
	 */
	void reject(Iterable<LeatServer> own) {
		for (LeatServer server : own) {
			rejectIgnored(server.name());
			OutOfRange.ofServer(server.name(),
					() -> ServerConfigMapper.checked(this.settings.of(server.name()).getShutdown()));
		}
	}

	private void rejectIgnored(String server) {
		List<ConfigurationProperty> ignored = this.set.ofServer(server)
			.stream()
			.filter((property) -> !isFollowed(ServerName.prefix(server), property.getName()))
			.toList();
		if (!ignored.isEmpty()) {
			throw new SetupFailure(
					"Server '" + server + "' is built by the application, and does not follow " + describe(ignored)
							+ ".",
					"Say it in the ServerConfig of that LeatServer instead. Of the properties under "
							+ ServerName.prefix(server) + " it follows "
							+ FOLLOWED.stream().sorted().collect(Collectors.joining(" and ")) + " only.");
		}
	}

	private static boolean isFollowed(ConfigurationPropertyName prefix, ConfigurationPropertyName property) {
		return FOLLOWED.stream().map(prefix::append).anyMatch(property::equals);
	}

	private static String describe(List<ConfigurationProperty> properties) {
		return properties.stream()
			.map((property) -> property.getName() + SetProperties.place(property))
			.collect(Collectors.joining(", "));
	}

}
