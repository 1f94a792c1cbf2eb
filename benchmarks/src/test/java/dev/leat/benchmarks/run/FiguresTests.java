package dev.leat.benchmarks.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTests {

	@Test
	void ratioIsThatOfTheMedians() {
		Figures figures = new Results().add("echo", "leat", Metric.RATE, 100, 110, 120)
			.add("echo", "mina", Metric.RATE, 50, 55, 60)
			.figures();
		assertThat(figures.ratio("echo", "leat", "mina", Metric.RATE)).hasValue(2.0);
	}

	@Test
	void aMachineThatChangesItsSpeedLeavesTheRatiosOfTheRounds() {
		Figures figures = new Results().add("echo", "leat", Metric.RATE, 200, 100, 300)
			.add("echo", "mina", Metric.RATE, 100, 50, 150)
			.figures();
		assertThat(figures.median("echo", "leat", Metric.RATE)).isEmpty();
		assertThat(figures.ratio("echo", "leat", "mina", Metric.RATE)).hasValue(2.0);
	}

	@Test
	void roundsThatDisagreeHaveNoRatio() {
		Figures figures = new Results().add("echo", "leat", Metric.RATE, 200, 100, 300)
			.add("echo", "mina", Metric.RATE, 100, 150, 50)
			.figures();
		assertThat(figures.ratio("echo", "leat", "mina", Metric.RATE)).isEmpty();
	}

	@Test
	void disturbedRoundsDoNotCountBesideEnoughOthers() {
		Figures figures = new Results().add("echo", "leat", Metric.RATE, 100, 100)
			.addNoisy("echo", "leat", Metric.RATE, 1, 2)
			.figures();
		assertThat(figures.median("echo", "leat", Metric.RATE)).hasValue(100.0);
	}

	@Test
	void mostlyDisturbedRoundsGiveNoMedian() {
		Figures figures = new Results().add("echo", "leat", Metric.RATE, 100)
			.addNoisy("echo", "leat", Metric.RATE, 100, 100)
			.figures();
		assertThat(figures.median("echo", "leat", Metric.RATE)).isEmpty();
		assertThat(figures.measured("echo", "leat", Metric.RATE)).isTrue();
	}

	@Test
	void aRatioNeedsBoth() {
		Figures figures = new Results().add("echo", "leat", Metric.RATE, 100).figures();
		assertThat(figures.ratio("echo", "leat", "mina", Metric.RATE)).isEmpty();
	}

	@Test
	void nothingIsDividedByZero() {
		Figures figures = new Results().add("echo", "leat", Metric.ALLOCATION, 1)
			.add("echo", "mina", Metric.ALLOCATION, 0)
			.figures();
		assertThat(figures.ratio("echo", "leat", "mina", Metric.ALLOCATION)).isEmpty();
	}

	@Test
	void nothingIsDividedByWhatIsShownAsZero() {
		Figures figures = new Results().add("echo", "leat", Metric.ALLOCATION, 0.002)
			.add("echo", "mina", Metric.ALLOCATION, 86)
			.figures();
		assertThat(figures.ratio("echo", "mina", "leat", Metric.ALLOCATION)).isEmpty();
		assertThat(figures.ratio("echo", "leat", "mina", Metric.ALLOCATION)).isPresent();
	}

	@Test
	void saysWhyAPeerWasNotRunUntilItWas() {
		Results results = new Results().addNotRun("tls", "leat", "no TLS yet");
		assertThat(results.figures().notRun("tls", "leat")).hasValue("no TLS yet");
		results.add("tls", "leat", Metric.RATE, 100);
		assertThat(results.figures().notRun("tls", "leat")).isEmpty();
	}

}
