package dev.leat.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer as the runner sees it: a process, its standard streams and its exit code.
 */
class PeerProcessTests {

	@Test
	void aProcessSaysReadyAndNothingElseAndEndsWithItsInput() throws Exception {
		Process process = start("leat-starter", "echo");
		try (BufferedReader lines = process.inputReader()) {
			assertThat(lines.readLine()).matches("ready [1-9]\\d* \\d+");
			process.getOutputStream().close();
			assertThat(lines.readLine()).isNull();
			assertThat(exitCode(process)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void aPeerThatCannotRunHasAnExitCodeOfItsOwn() throws Exception {
		Process process = start("leat-framing", "echo");
		try {
			assertThat(process.inputReader().readLine()).isNull();
			assertThat(exitCode(process)).isEqualTo(3);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void aCallOfAnUnknownPeerIsWrong() throws Exception {
		Process process = start("nobody", "echo");
		try {
			assertThat(exitCode(process)).isEqualTo(2);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static int exitCode(Process process) throws InterruptedException {
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return process.exitValue();
	}

	private static Process start(String peer, String workload) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Peers.class.getName(), peer,
				workload)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

}
