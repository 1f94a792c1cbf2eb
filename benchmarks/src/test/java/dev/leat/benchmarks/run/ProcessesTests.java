package dev.leat.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessesTests {

	/** It does not look at its standard input, as Redis does not. */
	@Test
	void aRunnerThatIsEndedLeavesNoProcessBehind() throws Exception {
		Process runner = runner();
		try (BufferedReader lines = runner.inputReader()) {
			ProcessHandle peer = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
			runner.toHandle().destroy();
			assertThat(lines.readLine()).startsWith("Ended. What was stored is kept");
			assertThat(lines.readLine()).isNull();
			peer.onExit().get(1, TimeUnit.MINUTES);
			assertThat(runner.waitFor(1, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			runner.destroyForcibly();
		}
	}

	private static Process runner() throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Runs.class.getName())
			.redirectErrorStream(true)
			.start();
	}

	/** Starts a process, and goes on when that has ended. */
	static final class Runs {

		private Runs() {
		}

		public static void main(String[] arguments) throws Exception {
			Process peer = Processes.start(new ProcessBuilder("sleep", "90"));
			System.out.println(peer.pid());
			peer.waitFor();
			Processes.goOn();
			System.out.println("it went on");
		}

	}

}
