package dev.leat.benchmarks.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonsTests {

	private final Results results = new Results().add("framed-64x64x16", "leat-framing", Metric.RATE, 100)
		.add("framed-64x64x16", "netty-nio-tuned", Metric.RATE, 100)
		.add("idle-10000x64x1", "leat", Metric.HEAP, 1100)
		.add("idle-10000x64x1", "netty-nio", Metric.HEAP, 1700);

	@Test
	void thePageSaysWhatLimitsWhatFallsShort() {
		assertThat(page()).contains("What limits those that fall short:\n\n- **Frames.**", "- **Heap of an idle")
			.doesNotContain("**Plain echo.**", "**Start.**");
	}

	@Test
	void theLinesOfAReasonStayInItsItem() {
		assertThat(page().lines().dropWhile((line) -> !line.startsWith("- **Frames")).skip(1).findFirst())
			.hasValueSatisfying((line) -> assertThat(line).startsWith("  "));
	}

	@Test
	void everyGateHasOne() {
		assertThat(Gates.all()).allSatisfy((gate) -> assertThat(Reasons.of(gate)).startsWith("**").contains(".**"));
	}

	@Test
	void whatLimitsBothDoesNotExplainADifferenceOfTheTwo() {
		this.results.add("echo-64x64x1", "leat", Metric.CPU, 100, 100, 100)
			.add("echo-64x64x1", "leat-starter", Metric.CPU, 120, 120, 120);
		assertThat(page()).contains("- **CPU time per message through the starter, three cases.** No profile has shown")
			.doesNotContain("**Plain echo.**");
	}

	private String page() {
		return new Report("netty-transport 4.2.1").write(this.results.list());
	}

}
