package dev.leat.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessesTests {

	/** It does not look at its standard input, as Redis does not. */
	@Test
	void aRunnerThatIsEndedLeavesNoProcessBehind() throws Exception {
		Process runner = runner("All of it is kept.");
		try (BufferedReader lines = runner.inputReader()) {
			ProcessHandle peer = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
			runner.toHandle().destroy();
			assertThat(lines.readLine()).isEqualTo("All of it is kept.");
			assertThat(lines.readLine()).isNull();
			peer.onExit().get(1, TimeUnit.MINUTES);
			assertThat(runner.waitFor(1, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			runner.destroyForcibly();
		}
	}

	@Test
	void aRunnerThatStoresNothingDoesNotSayThatItIsKept() throws Exception {
		Process runner = runner();
		try (BufferedReader lines = runner.inputReader()) {
			assertThat(lines.readLine()).containsOnlyDigits();
			runner.toHandle().destroy();
			assertThat(lines.readLine()).isEqualTo("Ended.");
		}
		finally {
			runner.destroyForcibly();
		}
	}

	private static Process runner(String... words) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		List<String> command = new ArrayList<>(
				List.of(java, "-cp", System.getProperty("java.class.path"), Runs.class.getName()));
		command.addAll(List.of(words));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	/** Starts a process, and goes on when that has ended. */
	static final class Runs {

		private Runs() {
		}

		public static void main(String[] words) throws Exception {
			Stream.of(words).forEach(Processes::sayAtTheEnd);
			Process peer = Processes.start(new ProcessBuilder("sleep", "90"));
			System.out.println(peer.pid());
			peer.waitFor();
			Processes.goOn();
			System.out.println("it went on");
		}

	}

}
