package dev.leat.benchmarks.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ThreadsTests {

	@Test
	void aJvmIsKnownByItsThreads() {
		Threads threads = new Threads(ProcessHandle.current().pid());
		assertThat(threads.ofJvm()).isTrue();
		assertThat(threads.residentBytes()).isPositive();
		assertThat(threads.sleeps()).isNotEmpty();
	}

	@Test
	void aProcessThatHasEndedCannotBeMeasured() throws Exception {
		Process process = Processes.start(new ProcessBuilder("true"));
		process.waitFor();
		Threads threads = new Threads(process.pid());
		assertThatExceptionOfType(NotRunException.class).isThrownBy(threads::ofJvm)
			.withMessage("the process has ended");
		assertThatExceptionOfType(NotRunException.class).isThrownBy(threads::sleeps);
	}

}
