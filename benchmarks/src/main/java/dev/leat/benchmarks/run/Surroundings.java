package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds out where this runs.
 */
final class Surroundings {

	private Surroundings() {
	}

	static Environment find(Path root, String command) {
		String kernel = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch");
		return new Environment(commit(root), System.getProperty("java.version"), machine(), kernel, command,
				Versions.in(System.getProperty("java.class.path")));
	}

	/** Written pages may differ from the commit; nothing else, without saying so. */
	static String commit(Path root) {
		String git = root.toString();
		String commit = Commands.output("git", "-C", git, "rev-parse", "--short=10", "HEAD").strip();
		String changes = Commands.output("git", "-C", git, "diff", "HEAD", "--", ".", ":!docs", ":!*.md");
		String all = changes + added(root);
		return (commit.isEmpty() ? "unknown" : commit) + (all.isBlank() ? "" : "+" + sum(all));
	}

	/** Sources that are built and that no commit knows yet. */
	private static String added(Path root) {
		String names = Commands.output("git", "-C", root.toString(), "ls-files", "-z", "--others", "--exclude-standard",
				"--", "*/src/*", "*pom.xml", ":!docs", ":!*.md");
		return Pattern.compile("\0")
			.splitAsStream(names)
			.filter((name) -> !name.isEmpty())
			.map((name) -> name + "\n" + Commands.output("git", "-C", root.toString(), "hash-object", "--", name))
			.collect(Collectors.joining());
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
