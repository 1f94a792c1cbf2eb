package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds out where this runs.
 */
final class Surroundings {

	private Surroundings() {
	}

	static Environment find(String commit, String command) {
		String kernel = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch");
		return new Environment(commit, System.getProperty("java.version"), machine(), kernel, command,
				Versions.in(System.getProperty("java.class.path")));
	}

	/**
	 * The commit of the sources, with a mark where they were changed since. Written pages
	 * may differ from it; nothing else, without saying so.
	 * @param root of the project
	 * @return nothing where Git does not tell
	 */
	static Optional<String> commit(Path root) {
		return git(root, "rev-parse", "--short=10", "HEAD")
			.flatMap((commit) -> changes(root).map((changes) -> commit.strip() + mark(changes)));
	}

	private static Optional<String> changes(Path root) {
		return git(root, "diff", "HEAD", "--", ".", ":!docs", ":!*.md")
			.flatMap((changed) -> added(root).map((added) -> changed + added));
	}

	/** Sources that are built and that no commit knows yet. */
	private static Optional<String> added(Path root) {
		return git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", "*/src/*", "*pom.xml", ":!docs",
				":!*.md")
			.map((names) -> Pattern.compile("\0")
				.splitAsStream(names)
				.filter((name) -> !name.isEmpty())
				.map((name) -> name + "\n" + git(root, "hash-object", "--", name).orElse(""))
				.collect(Collectors.joining()));
	}

	private static Optional<String> git(Path root, String... arguments) {
		return Commands.output(Stream.concat(Stream.of("git", "-C", root.toString()), Stream.of(arguments)).toList());
	}

	private static String mark(String changes) {
		return changes.isBlank() ? "" : "+" + sum(changes);
	}

	private static String sum(String text) {
		CRC32 sum = new CRC32();
		sum.update(text.getBytes(UTF_8));
		return Long.toHexString(sum.getValue());
	}

	private static String machine() {
		int processors = Runtime.getRuntime().availableProcessors();
		return processor() + ", " + Math.max(processors, Pinning.cores()) + " cores"
				+ (Pinning.possible() ? "" : ", servers and load not pinned");
	}

	private static String processor() {
		try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.replaceFirst(".*: *", ""))
				.findFirst()
				.orElse("processor unknown");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
