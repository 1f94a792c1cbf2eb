package dev.leat.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/**
 * Learns which properties a class of this package has, by watching the binder look for
 * each of them.
 */
final class PropertyNames extends AbstractBindHandler {

	private final Set<ConfigurationPropertyName> names = new LinkedHashSet<>();

	private PropertyNames() {
	}

	/** The names of all properties of the class, groups resolved, behind the prefix. */
	static Set<ConfigurationPropertyName> of(ConfigurationPropertyName prefix, Class<?> type) {
		PropertyNames found = new PropertyNames();
		new Binder(new Anything()).bind(prefix, Bindable.of(type), found);
		return found.names;
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		Class<?> type = target.getType().resolve(Object.class);
		if (!type.isEnum() && type.getPackageName().equals(PropertyNames.class.getPackageName())) {
			return target;
		}
		this.names.add(name);
		return null;
	}

	/** A source that may have any property, and has none. */
	private static final class Anything implements ConfigurationPropertySource {

		@Override
		public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
			return null;
		}

		@Override
		public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
			return ConfigurationPropertyState.PRESENT;
		}

	}

}
