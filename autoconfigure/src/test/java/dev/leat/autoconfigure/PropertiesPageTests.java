package dev.leat.autoconfigure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.RejectReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/properties.md} and the metadata together.
 */
class PropertiesPageTests {

	private static final Set<String> OF_ONE_SERVER = Set.of("leat.servers.<name>.enabled",
			"leat.servers.<name>.handler");

	private static final Map<String, String[]> ROWS = new LinkedHashMap<>();

	private static Map<String, Map<String, Object>> properties;

	@BeforeAll
	static void read() throws IOException {
		properties = Metadata.properties();
		for (String line : Pages.read("properties.md").split("\n")) {
			if (line.startsWith("| `leat.")) {
				String[] cells = line.substring(2, line.length() - 2).split(" \\| ");
				assertThat(ROWS.put(Pages.unquote(cells[0]), cells)).as("another row of %s", cells[0]).isNull();
			}
		}
	}

	@Test
	void everyPropertyHasARowAndEveryRowIsAProperty() {
		Stream<String> expected = Stream.concat(OF_ONE_SERVER.stream(),
				properties.keySet().stream().filter((name) -> !name.equals("leat.servers")));
		assertThat(ROWS.keySet()).containsExactlyInAnyOrderElementsOf(expected.toList());
	}

	@Test
	void theDefaultsAreThoseOfTheMetadata() {
		ROWS.forEach((name, cells) -> {
			Object shown = properties.getOrDefault(name, Map.of()).get("defaultValue");
			if (shown != null) {
				assertThat(cells[1]).as(name).isEqualTo("`" + shown + "`");
			}
			else if (!OF_ONE_SERVER.contains(name)) {
				assertThat(cells[1]).as(name).isNotBlank().doesNotContain("`");
			}
		});
	}

	@Test
	void whatTellsOfABoundIsAReasonOfTheEngine() {
		Set<String> reasons = Stream
			.concat(Stream.of(CloseReason.values()).map(CloseReason::name),
					Stream.of(RejectReason.values()).map(RejectReason::word))
			.collect(Collectors.toSet());
		ROWS.forEach((name, cells) -> {
			assertThat(cells).as(name).hasSize(4);
			if (!cells[3].equals("–")) {
				assertThat(Pages.unquote(cells[3])).as(name).isIn(reasons);
			}
		});
	}

}
