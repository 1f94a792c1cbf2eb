package dev.leat.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for the lines of the log that the pages quote among the messages in the sources.
 */
class LogLinesTests {

	private static final String LITERAL = "\"(?:[^\"\\\\]++|\\\\.)*+\"";

	private static final String LITERALS = "(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*+)";

	/** A message of the log, or one that is formatted for it. */
	private static final Pattern STATEMENT = Pattern
		.compile("\\bLOG(?:\\s*\\.get\\(\\))?\\s*\\.\\w+\\(\\s*" + LITERALS + "|" + LITERALS + "\\s*\\.formatted\\(");

	@Test
	void areLogged() throws IOException {
		List<Pattern> messages = messages();
		List<String> quoted = Pages.blocks("log").flatMap((block) -> block.text().lines()).toList();
		assertThat(quoted).isNotEmpty()
			.allSatisfy((line) -> assertThat(messages).anySatisfy(
					(message) -> assertThat(message.matcher(line).matches()).as("%s: %s", message, line).isTrue()));
	}

	/** What is logged; a message that is all argument would match anything. */
	private static List<Pattern> messages() throws IOException {
		try (Stream<Path> files = Stream.concat(Files.walk(Pages.ROOT.resolve("engine/src/main/java")),
				Files.walk(Pages.ROOT.resolve("autoconfigure/src/main/java")))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.flatMap((file) -> STATEMENT.matcher(Pages.read(file)).results())
				.map(LogLinesTests::message)
				.filter((message) -> message.length() > 10)
				.map((message) -> Stream.of(message.split("\\{}|%[sd]", -1))
					.map(Pattern::quote)
					.collect(Collectors.joining(".*")))
				.map(Pattern::compile)
				.toList();
		}
	}

	private static String message(MatchResult statement) {
		String literals = (statement.group(1) != null) ? statement.group(1) : statement.group(2);
		return literals.replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", "");
	}

}
