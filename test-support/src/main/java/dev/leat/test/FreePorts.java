package dev.leat.test;

import java.util.Map;

import dev.leat.autoconfigure.LeatServerCustomizer;
import dev.leat.reactor.ServerConfig;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Gives every server a free port, unless the test itself sets one. The test's own
 * properties are those that come before the system properties: inlined, of a
 * {@code @TestPropertySource}, dynamic, or arguments. Runs before the application's
 * customizers, so that these still win.
 */
final class FreePorts implements LeatServerCustomizer, Ordered {

	private static final ConfigurationPropertyName COMMON = ConfigurationPropertyName.of("leat.server.port");

	private final ConfigurableEnvironment environment;

	private FreePorts(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/** Servers that have no port at all get one too. */
	static FreePorts in(ConfigurableEnvironment environment) {
		environment.getPropertySources()
			.addLast(new MapPropertySource("leat.free-ports", Map.of(COMMON.toString(), 0)));
		return new FreePorts(environment);
	}

	@Override
	public void customize(String name, ServerConfig.Builder config) {
		if (!isSetByTest(ConfigurationPropertyName.adapt("leat.servers." + name + ".port", '.'))) {
			config.port(0);
		}
	}

	private boolean isSetByTest(ConfigurationPropertyName named) {
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
				return false;
			}
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
					&& (has(source, named) || has(source, COMMON))) {
				return true;
			}
		}
		return false;
	}

	private static boolean has(PropertySource<?> source, ConfigurationPropertyName name) {
		ConfigurationPropertySource properties = ConfigurationPropertySource.from(source);
		return properties != null && properties.getConfigurationProperty(name) != null;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
