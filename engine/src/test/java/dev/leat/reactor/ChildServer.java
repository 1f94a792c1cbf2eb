package dev.leat.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a process of its own, which prints its port and then a line of figures for
 * each line that it reads, and ends when there is no more.
 */
record ChildServer(Process process, BufferedReader answers, Writer questions, int port) implements AutoCloseable {

	/**
	 * Starts it.
	 * @param wrapper what stands before {@code java}
	 * @param options of the JVM
	 * @param main the program, with its argument
	 */
	static ChildServer start(List<String> wrapper, List<String> options, Class<?> main, String argument)
			throws IOException {
		return start(wrapper, options, System.getProperty("java.class.path"), main, argument);
	}

	/**
	 * Starts it with another class path.
	 */
	static ChildServer start(List<String> wrapper, List<String> options, String classPath, Class<?> main,
			String argument) throws IOException {
		List<String> command = new ArrayList<>(wrapper);
		command.add(System.getProperty("java.home") + "/bin/java");
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName(), argument));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		BufferedReader answers = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
		int port = Integer.parseInt(Objects.requireNonNull(answers.readLine(), "The child did not start"));
		return new ChildServer(process, answers, process.outputWriter(StandardCharsets.US_ASCII), port);
	}

	/** Asks for the figures. */
	String ask() throws IOException {
		this.questions.write("figures\n");
		this.questions.flush();
		return Objects.requireNonNull(this.answers.readLine(), "The child has ended");
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.questions.close();
		try {
			assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).as("the child ends by itself").isTrue();
			assertThat(this.process.exitValue()).isZero();
		}
		finally {
			this.process.destroyForcibly();
		}
	}

}
