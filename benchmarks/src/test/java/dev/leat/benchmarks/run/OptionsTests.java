package dev.leat.benchmarks.run;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTests {

	@Test
	void withoutAnyAllIsMeasuredFiveTimes() {
		Options options = Options.parse(List.of());
		assertThat(options.task()).isEqualTo(Options.Task.MEASURE);
		assertThat(options.rounds()).isEqualTo(5);
		assertThat(options.cases()).isEmpty();
	}

	@Test
	void takesEachOption() {
		Options options = Options.parse(List.of("--case", "echo", "--peer", "leat", "--rounds", "7", "--minutes", "30",
				"--warm-up", "1", "--seconds", "1.5"));
		assertThat(options)
			.isEqualTo(new Options(Options.Task.MEASURE, "echo", "leat", 7, Duration.ofMinutes(30), 1, 1.5));
	}

	@Test
	void knowsTheCommandThatMeasuresTheSame() {
		Options options = Options.parse(List.of("--case", "echo", "--seconds", "1.5"));
		assertThat(options.command()).isEqualTo("benchmarks/run --warm-up 2.5 --seconds 1.5");
	}

	@Test
	void tellsTimesApartThatDifferByLittle() {
		Options options = Options.parse(List.of("--warm-up", "2", "--seconds", "0.25"));
		assertThat(options.command()).isEqualTo("benchmarks/run --warm-up 2.0 --seconds 0.25");
	}

	@Test
	void refusesAnUnknownOption() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--cases", "echo")))
			.withMessageContaining("'--cases'");
	}

	@ParameterizedTest
	@CsvSource({ "--rounds, abc", "--rounds, 0", "--rounds, -1", "--rounds, 12345678901", "--minutes, -1",
			"--minutes, 0.5", "--warm-up, x", "--warm-up, NaN", "--seconds, 0", "--seconds, -2", "--seconds, 1e99",
			"--case, [", "--peer, *" })
	void refusesAValueThatIsOfNoUse(String name, String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of(name, value)))
			.withMessageStartingWith("The option '" + name + "' needs ")
			.withMessageContaining("not '" + value + "'");
	}

	@ParameterizedTest
	@CsvSource({ "--case echo --quick, --quick, --case", "--quick --peer leat, --quick, --peer",
			"--report --case echo, --report, --case", "--rounds 7 --report, --report, --rounds",
			"--list --rounds 7, --list, --rounds", "--quick --list, --list, --quick",
			"--list --report, --report, --list" })
	void refusesWhatSaysNothingToWhatIsAskedFor(String line, String option, String without) {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of(line.split(" "))))
			.withMessage("The option '" + option + "' goes without '" + without + "'");
	}

	@Test
	void theOrderOfOptionsMakesNoDifference() {
		Options options = Options.parse(List.of("--rounds", "1", "--seconds", "2", "--quick"));
		assertThat(options).isEqualTo(Options.parse(List.of("--quick", "--rounds", "1", "--seconds", "2")));
		assertThat(options.rounds()).isEqualTo(1);
		assertThat(options.seconds()).isEqualTo(2);
		assertThat(Options.parse(List.of("--quick")).rounds()).isEqualTo(3);
	}

	@Test
	void helpGoesWithAnything() {
		assertThat(Options.parse(List.of("--quick", "--help")).task()).isEqualTo(Options.Task.HELP);
		assertThat(Options.parse(List.of("--help", "--quick", "--case")).task()).isEqualTo(Options.Task.HELP);
	}

	@Test
	void refusesAMissingValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--case")))
			.withMessageContaining("needs a value");
	}

}
