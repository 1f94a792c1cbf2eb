package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When {@code benchmarks/run} builds, and what it takes for built: in a folder that looks
 * like the project, with other programs in the place of Maven and Java.
 */
class RunScriptTests {

	private static final List<String> SOURCES = List.of("pom.xml", "starter/pom.xml", "engine/pom.xml",
			"engine/src/main/java/Loop.java", "engine/src/main/java/Turn.java", "autoconfigure/pom.xml",
			"autoconfigure/src/main/java/Bean.java", "benchmarks/pom.xml", "benchmarks/src/main/java/Main.java",
			"sample-app/pom.xml", "sample-app/src/main/java/Sample.java");

	@TempDir
	Path root;

	@BeforeEach
	void makeProject() throws IOException {
		for (String source : SOURCES) {
			write(source, "source");
		}
		Files.copy(Path.of("run").toAbsolutePath(), this.root.resolve("benchmarks/run"));
		assertThat(write("jdk/bin/java", "#!/bin/sh\necho it runs\n").toFile().setExecutable(true)).isTrue();
	}

	@Test
	void whatWasBuiltIsTaken() {
		assertThat(run("true", "yes").text()).isEqualTo("it runs\n");
		assertThat(run("false", "no").text()).isEqualTo("it runs\n");
	}

	@Test
	void withoutABuildThereIsNothingToTake() {
		assertThat(run("true", "no").text()).startsWith("BUILD=no, but there is nothing");
	}

	@Test
	void whatFailsToBuildIsNotTakenForWhatWasBuiltBefore() {
		assertThat(run("true", "yes").exit()).isZero();
		assertThat(run("false", "yes").exit()).isEqualTo(1);
		assertThat(run("true", "no").text()).startsWith("BUILD=no, but there is nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pom.xml", "starter/pom.xml", "engine/src/main/java/Loop.java", "sample-app/pom.xml" })
	void whatWasChangedSinceIsNotTaken(String source) throws IOException {
		assertThat(run("true", "yes").exit()).isZero();
		Files.setLastModifiedTime(this.root.resolve(source), FileTime.from(Instant.now().plusSeconds(60)));
		assertThat(run("true", "no").text()).startsWith("BUILD=no, but " + source + " was changed");
	}

	@Test
	void aSourceThatWasTakenAwayIsAChange() throws IOException {
		assertThat(run("true", "yes").exit()).isZero();
		Files.delete(this.root.resolve("engine/src/main/java/Turn.java"));
		assertThat(run("true", "no").text()).contains("engine/src/main/java/Turn.java was changed");
	}

	@Test
	void anOldSourceThatWasAddedIsAChange() throws IOException {
		assertThat(run("true", "yes").exit()).isZero();
		Files.setLastModifiedTime(write("engine/src/main/java/Other.java", "old"), FileTime.from(Instant.EPOCH));
		assertThat(run("true", "no").text()).contains("engine/src/main/java/Other.java was changed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "--list", "--report" })
	void whatMeasuresNothingBuildsOnlyWhereThatIsNotDone(String option) throws IOException {
		assertThat(run("false", "yes", option).exit()).isEqualTo(1);
		assertThat(run("true", "yes", option).text()).isEqualTo("it runs\n");
		assertThat(run("false", "yes", option).text()).isEqualTo("it runs\n");
		Files.delete(this.root.resolve("engine/src/main/java/Turn.java"));
		assertThat(run("false", "yes", option).exit()).isEqualTo(1);
	}

	@Test
	void whatMeasuresBuildsAnew() {
		assertThat(run("true", "yes").exit()).isZero();
		assertThat(run("false", "yes", "--quick").exit()).isEqualTo(1);
	}

	private Commands.Outcome run(String maven, String build, String... options) {
		List<String> command = new ArrayList<>(List.of("env", "MVN=" + maven, "BUILD=" + build,
				"JAVA_HOME=" + this.root.resolve("jdk"), "bash", this.root.resolve("benchmarks/run").toString()));
		command.addAll(List.of(options));
		return Commands.run(command);
	}

	private Path write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text);
	}

}
