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

/**
 * A page of rows, each with an id, what is asked for, a state, and the tests that show
 * it; and the display names of the tests of all modules, which quote those ids.
 */
final class Ledger {

	static final Path ROOT = Path.of("..");

	private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*+\"";

	/** A display name, of one literal or several, and the class or method that has it. */
	private static final Pattern NAMED = Pattern.compile("@DisplayName\\(\\s*((?:" + LITERAL + "[\\s+]*+)++)\\)"
			+ "(?s:.*?)\\b(?:class\\s+(\\w+)|void\\s+(\\w+)\\s*\\()");

	private static final Pattern SHOWN_BY = Pattern.compile("`([^`]+)`");

	private final Pattern id;

	private final List<Row> rows;

	private final List<NamedTest> tests;

	/**
	 * Reads the page and the tests.
	 * @param page below the root of the project
	 * @param id what an id looks like, without the bounds around it
	 */
	Ledger(String page, String id) throws IOException {
		this.id = Pattern.compile("(?<![\\w-])(?:" + id + ")\\b");
		Pattern row = Pattern.compile("^\\| (" + id + ") \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|(?:[^|\n]+\\|)*+$",
				Pattern.MULTILINE);
		this.rows = row.matcher(Files.readString(ROOT.resolve(page)))
			.results()
			.map((found) -> new Row(found.group(1), found.group(2), found.group(3), found.group(4)))
			.toList();
		this.tests = readTests();
	}

	List<Row> rows() {
		return this.rows;
	}

	List<NamedTest> tests() {
		return this.tests;
	}

	static List<String> ids(String prefix, int count) {
		return IntStream.rangeClosed(1, count).mapToObj((number) -> prefix + number).toList();
	}

	/** What is in a state, said by something that is gone or does not quote the id. */
	List<String> unshown(String state) {
		List<String> unshown = new ArrayList<>();
		for (Row row : this.rows) {
			if (row.state().equals(state)) {
				row.evidence()
					.stream()
					.filter((name) -> !quotes(name, row.id()))
					.forEach((name) -> unshown.add(row.id() + " by " + name));
				if (row.evidence().isEmpty()) {
					unshown.add(row.id() + " by nothing");
				}
			}
		}
		return unshown;
	}

	/** Every id that a test quotes. */
	Set<String> quoted() {
		Set<String> quoted = new LinkedHashSet<>();
		this.tests.forEach((test) -> quoted.addAll(idsIn(test.displayName())));
		return quoted;
	}

	/** The evidence is a file, a test or a class of tests. */
	private boolean quotes(String evidence, String id) {
		if (evidence.contains("/")) {
			Path file = ROOT.resolve(evidence);
			return Files.isRegularFile(file) && idsIn(read(file)).contains(id);
		}
		return this.tests.stream()
			.filter((test) -> test.name().equals(evidence) || test.name().startsWith(evidence + "."))
			.anyMatch((test) -> idsIn(test.displayName()).contains(id));
	}

	private List<String> idsIn(String text) {
		return this.id.matcher(text).results().map(MatchResult::group).toList();
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
			return files.filter((file) -> file.toString().endsWith(".java")).flatMap(Ledger::readTest).toList();
		}
	}

	private static Stream<NamedTest> readTest(Path file) {
		String type = file.getFileName().toString().replace(".java", "");
		return NAMED.matcher(read(file)).results().map((found) -> {
			String name = (found.group(2) != null) ? found.group(2) : type + "." + found.group(3);
			return new NamedTest(name, found.group(1));
		});
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One row of the page; further cells may follow. */
	record Row(String id, String asked, String state, String shownBy) {

		List<String> evidence() {
			return SHOWN_BY.matcher(this.shownBy).results().map((found) -> found.group(1)).toList();
		}

	}

	/** A test or a class of tests, with what it is called in a report. */
	record NamedTest(String name, String displayName) {
	}

}
