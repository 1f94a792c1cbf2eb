package dev.leat.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.reactor.LeatServer;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Shows in the environment, as {@code local.leat.[name].port}, on which port each server
 * listens.
 */
final class LocalPorts {

	private static final String SOURCE = "leat.ports";

	private final Map<String, Object> ports = new ConcurrentHashMap<>();

	LocalPorts(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		sources.addFirst(new MapPropertySource(freeName(sources), this.ports));
	}

	/** A child has its parent's source too, which one of the same name would replace. */
	private static String freeName(MutablePropertySources sources) {
		String name = SOURCE;
		for (int i = 2; sources.contains(name); i++) {
			name = SOURCE + i;
		}
		return name;
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
