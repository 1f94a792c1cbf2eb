package dev.leat.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.reactor.LeatServer;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Shows in the environment, as {@code local.leat.[name].port}, on which port each server
 * listens.
 */
final class LocalPorts {

	private static final String SOURCE = "leat.ports";

	private final Map<String, Object> ports = new ConcurrentHashMap<>();

	LocalPorts(ConfigurableEnvironment environment) {
		environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, this.ports));
	}

	void show(LeatServer server) {
		if (server.localAddress() != null) {
			this.ports.put(property(server), server.localAddress().getPort());
		}
	}

	void hide(LeatServer server) {
		this.ports.remove(property(server));
	}

	private static String property(LeatServer server) {
		return "local.leat." + server.name() + ".port";
	}

}
