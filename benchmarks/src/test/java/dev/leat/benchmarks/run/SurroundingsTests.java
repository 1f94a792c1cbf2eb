package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a page calls the commit of its figures.
 */
class SurroundingsTests {

	@TempDir
	Path root;

	private String committed;

	@BeforeEach
	void commit() throws IOException {
		git("init", "--quiet");
		write("engine/src/main/java/Loop.java", "class Loop {}");
		git("add", ".");
		git("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "commit", "--quiet", "-m", "Begin");
		this.committed = Surroundings.commit(this.root).orElseThrow();
		assertThat(this.committed).matches("[0-9a-f]{10}");
	}

	@Test
	void sourcesThatWereChangedAreMarked() throws IOException {
		write("engine/src/main/java/Loop.java", "class Loop { int turns; }");
		assertThat(Surroundings.commit(this.root).orElseThrow()).startsWith(this.committed + "+");
	}

	@Test
	void sourcesThatWereAddedAreMarkedByWhatIsInThem() throws IOException {
		write("engine/src/main/java/Other.java", "class Other {}");
		String before = Surroundings.commit(this.root).orElseThrow();
		assertThat(before).startsWith(this.committed + "+");
		write("engine/src/main/java/Other.java", "class Other { int turns; }");
		assertThat(Surroundings.commit(this.root).orElseThrow()).startsWith(this.committed + "+").isNotEqualTo(before);
	}

	@Test
	void whatIsNotBuiltIsNotMarked() throws IOException {
		write("notes.txt", "to do");
		write("docs/benchmarks.md", "a page");
		assertThat(Surroundings.commit(this.root)).hasValue(this.committed);
	}

	@Test
	void withoutARepositoryThereIsNone(@TempDir Path other) {
		assertThat(Surroundings.commit(other)).isEmpty();
	}

	@Test
	void thereIsNoneWhereGitCannotTellWhatWasChanged() throws IOException {
		write(".git/index", "this is no index");
		assertThat(Surroundings.commit(this.root)).isEmpty();
	}

	@Test
	void aProgramThatIsNotInstalledSaysNothing() {
		assertThat(Commands.output(List.of("no-such-program-here", "rev-parse"))).isEmpty();
	}

	@Test
	void aWarningIsNoPartOfWhatAProgramSays() {
		assertThat(Commands.output(List.of("sh", "-c", "echo 'do not trust this' >&2; echo abc"))).hasValue("abc\n");
	}

	@Test
	void aProgramThatFailsSaysNothing() {
		assertThat(Commands.output(List.of("sh", "-c", "echo abc; exit 1"))).isEmpty();
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void git(String... arguments) {
		List<String> command = new ArrayList<>(List.of("git", "-C", this.root.toString()));
		command.addAll(List.of(arguments));
		assertThat(Commands.run(command).exit()).isZero();
	}

}
