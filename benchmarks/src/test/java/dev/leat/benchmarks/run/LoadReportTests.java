package dev.leat.benchmarks.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class LoadReportTests {

	private static final LoadReport REPORT = Json.read("""
			{"messages":1000,"nanos":2000000000,"serverCpu":1800000000,"ownCpu":1000000000,"machineCpu":3000000000,
			"latency":[[1000,990],[5000000,10]]}""", LoadReport.class);

	@Test
	void givesRateAndCostOfAMessage() {
		assertThat(REPORT.metrics()).containsEntry(Metric.RATE, 500.0)
			.containsEntry(Metric.CPU, 1_800_000.0)
			.containsEntry(Metric.GENERATOR, 50.0);
	}

	@Test
	void givesPercentilesInMicrosecondsToThreeDigits() {
		assertThat(REPORT.metrics().get(Metric.P50)).isCloseTo(1, within(0.001));
		assertThat(REPORT.metrics().get(Metric.P99)).isCloseTo(1, within(0.001));
		assertThat(REPORT.metrics().get(Metric.P999)).isCloseTo(5000, within(5.0));
		assertThat(REPORT.metrics().get(Metric.WORST)).isCloseTo(5, within(0.005));
		assertThat(REPORT.metrics().get(Metric.TAIL)).isCloseTo(5000, within(5.0));
	}

	@Test
	void whatNeitherServerNorLoadUsedIsNoise() {
		assertThat(REPORT.noise(2)).isCloseTo(0.05, within(1e-9));
		assertThat(Measured.isNoisy(REPORT.noise(2))).isTrue();
		assertThat(Measured.isNoisy(REPORT.noise(4))).isFalse();
	}

	@Test
	void windowsAddUpToOne() {
		LoadReport slow = new LoadReport(500, 2_000_000_000, 1_000_000_000, 500_000_000, 1_500_000_000,
				new long[][] { { 1000, 100 }, { 9000, 400 } });
		LoadReport both = REPORT.plus(slow);
		assertThat(both.metrics()).containsEntry(Metric.RATE, 375.0).containsEntry(Metric.GENERATOR, 37.5);
		assertThat(both.metrics().get(Metric.P50)).isCloseTo(1, within(0.001));
		assertThat(both.metrics().get(Metric.P99)).isCloseTo(9, within(0.01));
		assertThat(both.noise(2)).isCloseTo(0.025, within(1e-9));
	}

	@Test
	void noMessageIsNoFigure() {
		LoadReport none = new LoadReport(0, 1, 0, 0, 0, new long[0][]);
		assertThatExceptionOfType(NotRunException.class).isThrownBy(none::metrics);
	}

}
