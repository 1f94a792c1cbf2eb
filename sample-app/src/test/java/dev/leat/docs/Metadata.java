package dev.leat.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;

/**
 * The properties of all libraries on the class path, as editors know them.
 */
final class Metadata {

	private static final Map<String, String> TYPES = read();

	private Metadata() {
	}

	private static Map<String, String> read() {
		Map<String, String> types = new TreeMap<>();
		try {
			ClassLoader loader = Metadata.class.getClassLoader();
			for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream json = url.openStream()) {
					JsonPath.parse(json)
						.<Iterable<Map<String, Object>>>read("$.properties[*]")
						.forEach((property) -> types.put((String) property.get("name"),
								(String) property.getOrDefault("type", "java.lang.Object")));
				}
			}
		}
		catch (IOException ex) {
			throw new ExceptionInInitializerError(ex);
		}
		types.put("leat.server.enabled", "java.lang.Boolean");
		types.put("leat.server.handler", "java.lang.String");
		return types;
	}

	static Set<String> names() {
		return TYPES.keySet();
	}

	/** The name as it is in the metadata, for one of a single server. */
	static String common(String name) {
		return name.replaceFirst("^leat\\.servers\\.[^.]+", "leat.server").replaceAll("\\[\\d+].*", "");
	}

	/** The type of a property, or of the map that it is an entry of. */
	static @Nullable String typeOf(String name) {
		String type = TYPES.get(common(name));
		for (String map = name; type == null && map.contains(".");) {
			map = map.substring(0, map.lastIndexOf('.'));
			String candidate = TYPES.get(map);
			type = (candidate != null && candidate.startsWith("java.util.Map<")) ? candidate : null;
		}
		return type;
	}

}
