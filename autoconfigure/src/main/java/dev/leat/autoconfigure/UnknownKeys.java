package dev.leat.autoconfigure;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses properties under {@code leat} that do not exist. Environment variables are left
 * alone: platforms put there what they like.
 */
final class UnknownKeys {

	private static final ConfigurationPropertyName LEAT = ConfigurationPropertyName.of("leat");

	private static final int NAME_ELEMENT = ServerName.NAMED.getNumberOfElements();

	private final Set<ConfigurationPropertyName> common = PropertyNames.of(LEAT, LeatProperties.class);

	private final Set<ConfigurationPropertyName> named = PropertyNames.of(ConfigurationPropertyName.EMPTY,
			NamedServerProperties.class);

	UnknownKeys() {
		this.common.remove(ServerName.NAMED);
	}

	/**
	 * Looks through all properties.
	 * @throws SetupFailure if some do not exist; it names them all
	 */
	void reject(Environment environment) {
		Map<ConfigurationPropertyName, SetupFailure> failures = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				iterable.stream()
					.filter(LEAT::isAncestorOf)
					.map(UnknownKeys::whole)
					.filter(this::isUnknown)
					.forEach((name) -> failures.computeIfAbsent(name, (unknown) -> failure(unknown, source)));
			}
		}
		if (!failures.isEmpty()) {
			throw (failures.size() == 1) ? failures.values().iterator().next() : all(failures);
		}
	}

	private static SetupFailure all(Map<ConfigurationPropertyName, SetupFailure> failures) {
		StringJoiner description = new StringJoiner("\n");
		StringJoiner action = new StringJoiner("\n");
		failures.forEach((name, failure) -> {
			description.add(String.valueOf(failure.getMessage()));
			action.add(name + ": " + failure.action());
		});
		return new SetupFailure(description.toString(), action.toString());
	}

	/** The list that a name is an entry of, or a part of an entry. */
	private static ConfigurationPropertyName whole(ConfigurationPropertyName name) {
		for (int i = NAME_ELEMENT + 1; i < name.getNumberOfElements(); i++) {
			if (name.isNumericIndex(i)) {
				return name.chop(i);
			}
		}
		return name;
	}

	private boolean isUnknown(ConfigurationPropertyName name) {
		return ServerName.NAMED.isAncestorOf(name) ? !this.named.contains(name.subName(NAME_ELEMENT + 1))
				: !this.common.contains(name);
	}

	private SetupFailure failure(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		Optional<String> nearest = nearest(name, known(name));
		return new SetupFailure("The property '" + name + "' does not exist" + place(name, source) + ".",
				nearest.map((known) -> "Did you mean '" + known + "'?")
					.orElse("Remove it, or look its name up in the list of properties."));
	}

	/** The name that is nearly the same, or the one that ends the same. */
	private static Optional<String> nearest(ConfigurationPropertyName name, Set<String> known) {
		String end = "." + name.getLastElement(Form.DASHED);
		return Spelling.nearest(name.toString(), known)
			.or(() -> known.stream().filter((other) -> other.endsWith(end)).min(Comparator.comparing(String::length)));
	}

	private Set<String> known(ConfigurationPropertyName name) {
		Set<ConfigurationPropertyName> names = new LinkedHashSet<>(this.common);
		if (ServerName.NAMED.isAncestorOf(name)) {
			ConfigurationPropertyName prefix = name.chop(NAME_ELEMENT + 1);
			this.named.forEach((property) -> names.add(prefix.append(property)));
		}
		return names.stream().map(ConfigurationPropertyName::toString).collect(Collectors.toSet());
	}

	private static String place(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		return Optional.ofNullable(source.getConfigurationProperty(name)).map(SetProperties::place).orElse("");
	}

}
