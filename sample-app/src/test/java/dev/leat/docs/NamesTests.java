package dev.leat.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks up every property and meter that the pages name.
 */
class NamesTests {

	/** Names in backquotes that begin with leat, with a value behind them or not. */
	private static final Pattern NAME = Pattern.compile("`(leat(?:\\.[\\w<>*-]+)+)(?:=[^`]*)?`");

	private static final Pattern METER = Pattern.compile("^\\| `(leat\\.[a-z.]+)`", Pattern.MULTILINE);

	static List<Path> pages() {
		return Pages.all();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void exist(Path page) {
		Set<String> meters = meters();
		assertThat(NAME.matcher(Pages.read(page)).results().map((name) -> name.group(1)))
			.allSatisfy((name) -> assertThat(isKnown(name, meters)).as("%s exists", name).isTrue());
	}

	/** A test of the module that has the meters holds this page and them together. */
	private static Set<String> meters() {
		Set<String> meters = Stream.of("meters.md", "metrics.md")
			.map(Pages.ROOT.resolve("docs")::resolve)
			.filter((page) -> page.toFile().exists())
			.flatMap((page) -> METER.matcher(Pages.read(page)).results())
			.map((MatchResult row) -> row.group(1))
			.collect(Collectors.toSet());
		assertThat(meters).isNotEmpty();
		return meters;
	}

	private static boolean isKnown(String name, Set<String> meters) {
		String common = Metadata.common(name);
		if (name.endsWith(".*") || name.endsWith(".<name>")) {
			String group = common.replaceFirst("\\.(\\*|<name>)$", "") + ".";
			return Stream.concat(Metadata.names().stream(), meters.stream())
				.anyMatch((known) -> (known + ".").startsWith(group));
		}
		return Metadata.names().contains(common) || meters.contains(name)
				|| Stream.concat(Metadata.names().stream(), meters.stream())
					.anyMatch((known) -> known.startsWith(common + "."));
	}

}
