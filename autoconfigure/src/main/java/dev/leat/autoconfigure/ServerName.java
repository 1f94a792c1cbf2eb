package dev.leat.autoconfigure;

import java.util.Locale;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Spells the name of a server. Two names are alike if only case, dashes and underscores
 * tell them apart.
 */
final class ServerName {

	static final ConfigurationPropertyName COMMON = ConfigurationPropertyName.of("leat.server");

	static final ConfigurationPropertyName NAMED = ConfigurationPropertyName.of("leat.servers");

	private ServerName() {
	}

	/** What all names that are alike have in common. */
	static String uniform(String name) {
		return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
	}

	/** The name as a property spells it, {@code keyValue} as {@code key-value}. */
	static String dashed(String name) {
		String dashed = name.replaceAll("[^\\p{Alnum}]+", "-").replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
		return dashed.replaceAll("^-+|-+$", "").toLowerCase(Locale.ROOT);
	}

	/** Where the properties of this server alone are. */
	static ConfigurationPropertyName prefix(String name) {
		return NAMED.append(dashed(name));
	}

	/** Both properties that hold a setting of this server, for a message. */
	static String properties(String name, String property) {
		return prefix(name) + "." + property + " or " + COMMON + "." + property;
	}

	/** What holds a setting of a server that the application builds itself. */
	static String inCode(String name, String setting) {
		return "the " + setting + " in the ServerConfig of '" + name + "'";
	}

}
