package dev.leat.benchmarks.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
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

	@Test
	void whatNoCommitCanBeToldOfIsNotMeasured() {
		assertThatExceptionOfType(NotRunException.class).isThrownBy(() -> run("--case", "echo-64x64x1"))
			.withMessageStartingWith("Git does not tell which commit this is");
		assertThat(this.root).isEmptyDirectory();
	}

	@Test
	void aPageIsNotReplacedByNothing() throws Exception {
		Path page = Files.createDirectories(this.root.resolve("docs")).resolve("benchmarks.md");
		Files.writeString(page, "published");
		assertThatExceptionOfType(NotRunException.class).isThrownBy(() -> run("--report"))
			.withMessageStartingWith("Nothing was measured");
		store(new Result(Results.HERE, "echo-64x64x1", "leat", 1, false, "it died", Map.of()));
		assertThatExceptionOfType(NotRunException.class).isThrownBy(() -> run("--report"));
		assertThat(page).hasContent("published");
	}

	@Test
	void aPageIsOfWhatIsStored() throws Exception {
		Path page = Files.createDirectories(this.root.resolve("docs")).resolve("benchmarks.md");
		Files.writeString(page, "published");
		store(Results.of(Results.HERE, "echo-64x64x1", "leat", 1, 1234));
		run("--report");
		assertThat(page).content().contains("| echo-64x64x1 | leat | 1,234 |");
		assertThat(page.getParent()).isDirectoryNotContaining((file) -> !file.equals(page));
	}

	@Test
	void saysHowMuchOfWhatIsStoredCannotBeRead() throws Exception {
		Files.createDirectories(this.root.resolve("docs"));
		store(Results.of(Results.HERE, "echo-64x64x1", "leat", 1, 1234));
		Path results = this.root.resolve("benchmarks/results");
		run("--report");
		assertThat(this.log.toString(UTF_8)).doesNotContain("cannot be read");
		Files.writeString(results.resolve("cut.jsonl"), "{\"environment\":{\"com\n{\"envi\n\n");
		run("--report");
		assertThat(this.log.toString(UTF_8)).contains("that cannot be read and are left out: 2");
	}

	private void store(Result result) {
		ResultStore.in(this.root.resolve("benchmarks/results")).add(result);
	}

	private void run(String... arguments) throws Exception {
		new Runner(this.root, Options.parse(List.of(arguments)), new PrintStream(this.log, true, UTF_8)).run();
	}

}
