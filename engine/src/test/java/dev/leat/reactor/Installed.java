package dev.leat.reactor;

import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Programs of the system that some tests need, and that are not everywhere.
 */
final class Installed {

	private Installed() {
	}

	/** The path of a program; without it the test is skipped, and says so. */
	static String program(String name) {
		Optional<File> found = Stream.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/")
			.map((folder) -> new File(folder + name))
			.filter(File::canExecute)
			.findFirst();
		assumeThat(found).as("%s is installed", name).isPresent();
		return found.orElseThrow().getPath();
	}

	/** Skips the test unless a command works here, which may need root. */
	static void works(String... command) throws Exception {
		program(command[0]);
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assumeThat(process.waitFor()).as("%s works here", String.join(" ", command)).isZero();
		assertThat(process.isAlive()).isFalse();
	}

}
