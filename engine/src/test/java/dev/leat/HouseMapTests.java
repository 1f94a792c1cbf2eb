package dev.leat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the map of the house in {@code CONTRIBUTING.md} and the sources of all modules
 * together.
 */
class HouseMapTests {

	private static final Path ROOT = Path.of("..");

	/** A package's heading, and all up to the next heading. */
	private static final Pattern SECTION = Pattern.compile("^#### (dev\\.leat[\\w.]*)$(.*?)(?=^##|\\z)",
			Pattern.MULTILINE | Pattern.DOTALL);

	/** The first cell of a table's row. */
	private static final Pattern CLASSES = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);

	private static final Pattern NAME = Pattern.compile("`(\\w+)`");

	@Test
	@DisplayName("the map names every class, and none that is gone")
	void everyClassIsOnTheMap() throws IOException {
		assertThat(map()).containsExactlyInAnyOrderElementsOf(sources());
	}

	private static List<String> map() throws IOException {
		return SECTION.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md")))
			.results()
			.flatMap((section) -> namesIn(section.group(2)).map((name) -> section.group(1) + "." + name))
			.toList();
	}

	private static Stream<String> namesIn(String section) {
		return CLASSES.matcher(section)
			.results()
			.flatMap((cell) -> NAME.matcher(cell.group(1)).results())
			.map((name) -> name.group(1));
	}

	private static List<String> sources() throws IOException {
		List<String> classes = new ArrayList<>();
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path main : modules.map((module) -> module.resolve("src/main/java")).toList()) {
				if (Files.isDirectory(main)) {
					classes.addAll(classesIn(main));
				}
			}
		}
		return classes;
	}

	private static List<String> classesIn(Path main) throws IOException {
		try (Stream<Path> files = Files.walk(main)) {
			return files.map((file) -> main.relativize(file).toString())
				.filter((file) -> file.endsWith(".java") && !file.endsWith("package-info.java"))
				.map((file) -> file.replaceAll("\\.java$", "").replaceAll("[/\\\\]", "."))
				.toList();
		}
	}

}
