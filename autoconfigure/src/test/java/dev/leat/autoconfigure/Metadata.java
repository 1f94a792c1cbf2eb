package dev.leat.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

import com.jayway.jsonpath.JsonPath;

/**
 * Reads what the build has written about the properties.
 */
public final class Metadata {

	private Metadata() {
	}

	/** Leat's own properties by name, each with its type, description and default. */
	static Map<String, Map<String, Object>> properties() throws IOException {
		return properties("leat.");
	}

	/** Those whose names begin so. */
	public static Map<String, Map<String, Object>> properties(String prefix) throws IOException {
		Map<String, Map<String, Object>> properties = new TreeMap<>();
		try (InputStream json = Metadata.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonPath.parse(json)
				.<Iterable<Map<String, Object>>>read("$.properties[*]")
				.forEach((property) -> properties.put((String) property.get("name"), property));
		}
		properties.keySet().removeIf((name) -> !name.startsWith(prefix));
		return properties;
	}

}
