package dev.leat.autoconfigure;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Reads the settings of a server: {@code leat.server}, overlaid property by property by
 * {@code leat.servers.[name]}.
 */
final class ServerSettings {

	private final Binder binder;

	ServerSettings(Environment environment) {
		this.binder = Binder.get(environment);
	}

	NamedServerProperties of(String name) {
		NamedServerProperties settings = new NamedServerProperties();
		Bindable<NamedServerProperties> target = Bindable.ofInstance(settings);
		this.binder.bind(ServerName.COMMON, target);
		if (!ServerName.dashed(name).isEmpty()) {
			this.binder.bind(ServerName.prefix(name), target);
		}
		return settings;
	}

}
