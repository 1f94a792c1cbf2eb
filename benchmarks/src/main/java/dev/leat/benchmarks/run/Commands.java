package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds and runs other programs.
 */
final class Commands {

	private Commands() {
	}

	static boolean present(String program) {
		return Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

	/**
	 * What a program says on standard output. What it warns of is no part of that.
	 * @param command the program and its arguments
	 * @return nothing when it fails, or is not installed
	 */
	static Optional<String> output(List<String> command) {
		if (!present(command.get(0))) {
			return Optional.empty();
		}
		Outcome outcome = run(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
		return (outcome.exit() == 0) ? Optional.of(outcome.text()) : Optional.empty();
	}

	/**
	 * Runs a program to its end.
	 * @param command the program and its arguments
	 * @return with what it says on standard output and error
	 */
	static Outcome run(List<String> command) {
		return run(new ProcessBuilder(command).redirectErrorStream(true));
	}

	private static Outcome run(ProcessBuilder builder) {
		try {
			Process process = Processes.start(builder);
			process.getOutputStream().close();
			String text = new String(process.getInputStream().readAllBytes(), UTF_8);
			return new Outcome(process.waitFor(), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted while " + builder.command().get(0) + " ran", ex);
		}
	}

	/**
	 * How a program ended.
	 *
	 * @param exit its exit code
	 * @param text what it said
	 */
	record Outcome(int exit, String text) {

		String lastLine() {
			return this.text.isBlank() ? "exit code " + this.exit
					: this.text.lines().filter((line) -> !line.isBlank()).reduce((first, last) -> last).orElse("");
		}

	}

}
