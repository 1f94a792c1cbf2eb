package dev.leat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the ledger in {@code docs/requirements.md} and the tests of all modules together.
 */
class RequirementsLedgerTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern ID = Pattern.compile("\\b(?:S[1-5]-B?\\d+|Y\\d+)\\b");

	private static final Pattern ROW = Pattern
		.compile("^\\| (S[1-5]-B?\\d+|Y\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

	private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*+\"";

	/** A display name, of one literal or several, and the class or method that has it. */
	private static final Pattern NAMED = Pattern.compile("@DisplayName\\(\\s*((?:" + LITERAL + "[\\s+]*+)++)\\)"
			+ "(?s:.*?)\\b(?:class\\s+(\\w+)|void\\s+(\\w+)\\s*\\()");

	private static final Pattern SHOWN_BY = Pattern.compile("`([^`]+)`");

	private static List<Row> ledger = List.of();

	private static List<NamedTest> tests = List.of();

	@BeforeAll
	static void read() throws IOException {
		ledger = ROW.matcher(Files.readString(ROOT.resolve("docs/requirements.md")))
			.results()
			.map((row) -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
			.toList();
		tests = readTests();
	}

	@Test
	@DisplayName("every requirement has one row, in order")
	void everyIdOnce() {
		List<String> expected = new ArrayList<>();
		expected.addAll(ids("S1-", 16));
		expected.addAll(ids("S2-", 14));
		expected.addAll(ids("S3-", 42));
		expected.addAll(ids("S3-B", 7));
		expected.addAll(ids("Y", 19));
		expected.addAll(ids("S4-", 15));
		expected.addAll(ids("S5-", 15));
		assertThat(ledger).extracting(Row::id).containsExactlyElementsOf(expected);
	}

	@Test
	@DisplayName("a row says what is asked, a state that there is, and a reason or a test")
	void everyRowIsFull() {
		assertThat(ledger).allSatisfy((row) -> {
			assertThat(row.state()).as(row.id()).isIn("holds", "not yet", "does not apply");
			assertThat(row.asked()).as(row.id()).isNotBlank();
			assertThat(row.shownBy()).as(row.id()).isNotBlank();
		});
	}

	@Test
	@DisplayName("what holds is shown by tests that there are and that quote its id")
	void whatHoldsIsShown() {
		List<String> unshown = new ArrayList<>();
		for (Row row : ledger) {
			if (row.state().equals("holds")) {
				assertThat(row.evidence()).as("tests that show %s", row.id()).isNotEmpty();
				row.evidence()
					.stream()
					.filter((name) -> !quotes(name, row.id()))
					.forEach((name) -> unshown.add(row.id() + " by " + name));
			}
		}
		assertThat(unshown).as("rows of docs/requirements.md whose test is gone or does not quote the id").isEmpty();
	}

	@Test
	@DisplayName("an id that a test quotes has a row")
	void quotedIdsAreKnown() {
		Set<String> quoted = new LinkedHashSet<>();
		tests.forEach((test) -> quoted.addAll(test.ids()));
		assertThat(ledger).extracting(Row::id).containsAll(quoted);
	}

	@Test
	@DisplayName("S2-14 the behaviours of accepting are each shown by a test: A2 to A6, A10 and A11")
	void acceptBehavioursAreShown() {
		assertThat(List.of("A2", "A3", "A4", "A5", "A6", "A10", "A11")).allSatisfy((behaviour) -> {
			Pattern word = Pattern.compile("\\b" + behaviour + "\\b");
			assertThat(tests).filteredOn((test) -> !test.ids().contains("S2-14"))
				.anyMatch((test) -> word.matcher(test.displayName()).find());
		});
	}

	private static List<String> ids(String prefix, int count) {
		return IntStream.rangeClosed(1, count).mapToObj((number) -> prefix + number).toList();
	}

	private static boolean quotes(String evidence, String id) {
		if (evidence.contains("/")) {
			Path file = ROOT.resolve(evidence);
			return Files.isRegularFile(file) && idsIn(read(file)).contains(id);
		}
		return tests.stream().anyMatch((test) -> test.name().equals(evidence) && test.ids().contains(id));
	}

	private static List<NamedTest> readTests() throws IOException {
		List<NamedTest> found = new ArrayList<>();
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path sources : modules.map((module) -> module.resolve("src/test/java")).toList()) {
				if (Files.isDirectory(sources)) {
					found.addAll(readTests(sources));
				}
			}
		}
		return found;
	}

	private static List<NamedTest> readTests(Path sources) throws IOException {
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.flatMap(RequirementsLedgerTests::readTest)
				.toList();
		}
	}

	private static Stream<NamedTest> readTest(Path file) {
		String type = file.getFileName().toString().replace(".java", "");
		return NAMED.matcher(read(file)).results().map((found) -> {
			String name = (found.group(2) != null) ? found.group(2) : type + "." + found.group(3);
			return new NamedTest(name, found.group(1));
		});
	}

	private static List<String> idsIn(String text) {
		return ID.matcher(text).results().map(MatchResult::group).toList();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Row(String id, String asked, String state, String shownBy) {

		List<String> evidence() {
			return SHOWN_BY.matcher(this.shownBy).results().map((found) -> found.group(1)).toList();
		}

	}

	private record NamedTest(String name, String displayName) {

		List<String> ids() {
			return idsIn(this.displayName);
		}

	}

}
