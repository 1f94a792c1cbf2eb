package dev.leat.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.RejectReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/configuration.md} and the metadata together. A row's first three
 * columns are made from the metadata, the last two are written by hand. With
 * {@code -Dleat.docs.write=true} the page is written anew: rows of properties that are
 * gone leave, and new ones come at the end.
 */
class ConfigurationPageTests {

	private static final String PAGE = "configuration.md";

	private static final String COMMAND = "mvn -q test -pl autoconfigure -am -Dtest=ConfigurationPageTests "
			+ "-Dsurefire.failIfNoSpecifiedTests=false -Dleat.docs.write=true";

	/** What one server has and all servers have not, which the metadata does not know. */
	private static final Set<String> OF_ONE_SERVER = Set.of("leat.servers.<name>.enabled",
			"leat.servers.<name>.handler");

	private static Map<String, Map<String, Object>> properties;

	@BeforeAll
	static void read() throws IOException {
		properties = Metadata.properties();
		properties.remove("leat.servers");
	}

	@Test
	void theTablesAreThoseThatTheMetadataMakes() throws IOException {
		String made = made(Pages.read(PAGE));
		if (Boolean.getBoolean("leat.docs.write")) {
			Pages.write(PAGE, made);
		}
		assertThat(Pages.read(PAGE)).as("docs/%s is stale; write it anew with: %s", PAGE, COMMAND).isEqualTo(made);
	}

	@Test
	void everyOutcomeIsWritten() throws IOException {
		rows(Pages.read(PAGE)).forEach((name, cells) -> {
			assertThat(cells).as(name).hasSize(5).doesNotContain("", "?");
			if (!OF_ONE_SERVER.contains(name) && !properties.get(name).containsKey("defaultValue")) {
				assertThat(cells.get(1)).as("the default of " + name + " in words").doesNotContain("`");
			}
		});
	}

	@Test
	void whatTellsOfABoundIsAReasonOfTheEngine() throws IOException {
		Set<String> reasons = Stream
			.concat(Stream.of(CloseReason.values()).map(CloseReason::name),
					Stream.of(RejectReason.values()).map(RejectReason::word))
			.collect(Collectors.toSet());
		rows(Pages.read(PAGE)).forEach((name, cells) -> {
			if (!cells.get(4).equals("–")) {
				assertThat(Pages.unquote(cells.get(4))).as(name).isIn(reasons);
			}
		});
	}

	/** The page as it should be. */
	private static String made(String page) {
		List<String> lines = new ArrayList<>();
		Set<String> missing = new TreeSet<>(properties.keySet());
		int end = 0;
		for (String line : page.split("\n")) {
			if (!isRow(line)) {
				lines.add(line);
				continue;
			}
			List<String> cells = cells(line);
			if (OF_ONE_SERVER.contains(name(cells))) {
				lines.add(line);
			}
			else if (missing.remove(name(cells))) {
				lines.add(row(name(cells), cells.get(1), cells.get(cells.size() - 2), cells.get(cells.size() - 1)));
			}
			end = lines.size();
		}
		lines.addAll(end, missing.stream().map((name) -> row(name, "?", "?", "–")).toList());
		return String.join("\n", lines) + "\n";
	}

	private static String row(String name, String inWords, String bound, String tells) {
		Map<String, Object> property = properties.get(name);
		Object value = property.get("defaultValue");
		String meaning = meaning((String) property.get("description"));
		return "| `%s` | %s | %s | %s | %s |".formatted(name, (value != null) ? "`" + value + "`" : inWords, meaning,
				bound, tells);
	}

	/** Without the default, which has a column of its own. */
	private static String meaning(String description) {
		return description.replaceAll(" By default[^.]*\\.", "").replaceAll("\"([^\"]*)\"", "`$1`");
	}

	private static Map<String, List<String>> rows(String page) {
		Map<String, List<String>> rows = new LinkedHashMap<>();
		page.lines().filter(ConfigurationPageTests::isRow).map(ConfigurationPageTests::cells).forEach((cells) -> {
			assertThat(rows.put(name(cells), cells)).as("another row of %s", name(cells)).isNull();
		});
		return rows;
	}

	private static boolean isRow(String line) {
		return line.startsWith("| `leat.");
	}

	private static List<String> cells(String row) {
		return List.of(row.substring(2, row.length() - 2).split(" \\| "));
	}

	private static String name(List<String> cells) {
		return Pages.unquote(cells.get(0));
	}

}
