package dev.leat.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays the inputs of {@link FramingFuzzTests}: seeds, and what fuzzing has found worth
 * keeping. A fuzzer's agent would change every class of the test run, so here is none.
 */
class FuzzInputTests {

	private static final Path INPUTS = Path.of("src/test/resources/dev/leat/codec/FramingFuzzTestsInputs");

	private static final FramingFuzzTests TESTS = new FramingFuzzTests();

	private static final Map<String, Target> TARGETS = Map.of("lengthField", TESTS::lengthField, "varint",
			TESTS::varint, "delimiter", TESTS::delimiter, "fixed", TESTS::fixed, "lines", TESTS::lines);

	/** A fuzz test. */
	@FunctionalInterface
	interface Target {

		void run(byte[] input) throws Exception;

	}

	static List<Path> inputs() throws IOException {
		try (Stream<Path> files = Files.walk(INPUTS)) {
			return files.filter(Files::isRegularFile).map(INPUTS::relativize).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("inputs")
	@DisplayName("FB9 FB11 an input of a fuzz test passes")
	void replay(Path input) throws Exception {
		Target target = TARGETS.get(input.getParent().toString());
		assertThat(target).isNotNull();
		target.run(Files.readAllBytes(INPUTS.resolve(input)));
	}

	@Test
	@DisplayName("every fuzz test has inputs to replay")
	void everyFuzzTestHasInputs() throws IOException {
		assertThat(inputs()).extracting((input) -> input.getParent().toString())
			.containsAll(TARGETS.keySet())
			.isSubsetOf(TARGETS.keySet());
		assertThat(FramingFuzzTests.class.getDeclaredMethods())
			.filteredOn((method) -> method.isAnnotationPresent(FuzzTest.class))
			.extracting((method) -> method.getName())
			.containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
	}

}
