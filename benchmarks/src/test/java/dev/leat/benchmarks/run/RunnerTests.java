package dev.leat.benchmarks.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the command line leads to, where nothing is measured.
 */
class RunnerTests {

	private final ByteArrayOutputStream log = new ByteArrayOutputStream();

	@TempDir
	Path root;

	@Test
	void helpNamesTheOptions() throws Exception {
		run("--help");
		assertThat(this.log.toString(UTF_8)).contains("--case REGEX", "--quick");
	}

	@Test
	void aListIsOfWhatWasChosen() throws Exception {
		run("--list", "--case", "tls", "--peer", "leat");
		assertThat(this.log.toString(UTF_8)).matches("tls-64x1024x1 +leat\\R");
	}

	@Test
	void aNameThatNobodyHasIsAnErrorAndNotNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> run("--case", "nonesuch", "--peer", "mina"))
			.withMessageStartingWith("No case with 'nonesuch' in its name is run by a peer with 'mina' in its name");
	}

	private void run(String... arguments) throws Exception {
		new Runner(this.root, Options.parse(List.of(arguments)), new PrintStream(this.log, true, UTF_8)).run();
	}

}
