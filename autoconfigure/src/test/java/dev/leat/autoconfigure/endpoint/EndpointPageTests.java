package dev.leat.autoconfigure.endpoint;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.leat.autoconfigure.Metadata;
import dev.leat.autoconfigure.Pages;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/endpoint.md} and what the endpoint shows together.
 */
class EndpointPageTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	@Test
	void everyFieldIsOnThePageAndEveryFieldOfThePageIsThere() throws IOException {
		Set<String> fields = new TreeSet<>();
		collect(Overview.class, "", fields);
		collect(ServerDetails.SettingView.class, "settings.*.", fields);
		collect(ConnectionsPage.class, "", fields);
		collect(EndedPage.class, "", fields);
		collect(LeatEndpoint.AcceptingChange.class, "", fields);
		collect(LeatEndpoint.ConnectionClosed.class, "", fields);
		assertThat(documented("| field | |")).containsExactlyInAnyOrderElementsOf(fields);
	}

	private static void collect(Class<?> type, String prefix, Set<String> fields) {
		for (RecordComponent component : type.getRecordComponents()) {
			Class<?> entry = entryOf(component.getGenericType());
			if (entry != null && entry.isRecord()) {
				collect(entry, prefix + component.getName() + "[].", fields);
			}
			else {
				fields.add(prefix + component.getName());
			}
		}
	}

	private static Class<?> entryOf(Type type) {
		return (type instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> entry)
				? entry : null;
	}

	/** What stands in the first column of all tables with this head. */
	private static Set<String> documented(String head) throws IOException {
		Set<String> names = new TreeSet<>();
		boolean inside = false;
		for (String line : Pages.read("endpoint.md").split("\n")) {
			inside = line.equals(head) || inside && line.startsWith("|");
			if (inside && line.startsWith("| `")) {
				Matcher code = CODE.matcher(line.substring(0, line.indexOf(" | ")));
				while (code.find()) {
					names.add(code.group(1));
				}
			}
		}
		return names;
	}

	@Test
	void everyPropertyHasARowWithItsDefault() throws IOException {
		Map<String, Map<String, Object>> properties = Metadata.properties("management.");
		assertThat(documented("| property | default | |")).isEqualTo(properties.keySet());
		List<String> rows = Pages.read("endpoint.md").lines().toList();
		properties.forEach((name, property) -> {
			String shown = String.valueOf(property.getOrDefault("defaultValue", "none")).replace('_', '-');
			assertThat(rows).anyMatch((row) -> row.replace("`", "").startsWith("| " + name + " | " + shown + " |"));
		});
	}

}
