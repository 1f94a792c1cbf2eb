package dev.leat.reactor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays the inputs of {@link ProxyHeaderFuzzTests}: seeds, and what fuzzing has found
 * worth keeping.
 */
class ProxyHeaderInputTests {

	private static final Path INPUTS = Path.of("src/test/resources/dev/leat/reactor/ProxyHeaderFuzzTestsInputs/header");

	static List<Path> inputs() throws IOException {
		try (Stream<Path> files = Files.list(INPUTS)) {
			return files.map(Path::getFileName).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("inputs")
	@DisplayName("FP2 FP3 FP4 an input of the fuzz test passes")
	void replay(Path input) throws IOException {
		new ProxyHeaderFuzzTests().header(Files.readAllBytes(INPUTS.resolve(input)));
	}

	@Test
	@DisplayName("there are inputs to replay")
	void inputsExist() throws IOException {
		assertThat(inputs()).hasSizeGreaterThan(5);
	}

}
