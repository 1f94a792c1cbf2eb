package dev.leat.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Finds the properties that somebody has set, and where each stands.
 */
final class SetProperties {

	private final Environment environment;

	SetProperties(Environment environment) {
		this.environment = environment;
	}

	/**
	 * The property of a name that is in force; a list may be set whole, or by entries.
	 */
	@Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName key : List.of(name, name.append("[0]"), name.append("[0].bundle"))) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
				ConfigurationProperty property = source.getConfigurationProperty(key);
				if (property != null) {
					return property;
				}
			}
		}
		return null;
	}

	/** All that are set for this server alone. */
	List<ConfigurationProperty> ofServer(String name) {
		List<ConfigurationProperty> found = new ArrayList<>();
		if (!ServerName.dashed(name).isEmpty()) {
			PropertyNames.of(ConfigurationPropertyName.EMPTY, NamedServerProperties.class).forEach((property) -> {
				ConfigurationProperty set = find(ServerName.prefix(name).append(property));
				if (set != null) {
					found.add(set);
				}
			});
		}
		return found;
	}

	/** Where a property stands, for a message. */
	static String place(ConfigurationProperty property) {
		return " (found in " + Optional.<Object>ofNullable(property.getOrigin())
			.orElseGet(() -> String.valueOf(property.getSource())) + ")";
	}

}
