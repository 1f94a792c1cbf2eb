package dev.leat.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {

	private final Results results = new Results().add("echo-64x64x1", "leat", Metric.RATE, 174_000, 175_000, 176_000)
		.add("echo-64x64x1", "c-epoll", Metric.RATE, 350_000, 350_000, 350_000)
		.add("echo-64x64x1", "netty-nio", Metric.RATE, 10, 100_000, 1_000_000)
		.addNotRun("tls-64x1024x1", "leat", "no TLS yet");

	@Test
	void saysWhereAndFromWhatItIs() {
		assertThat(page()).contains("## JDK 17.0.1",
				"Commit abc, Abacus, 2 cores, Linux 6 amd64, `benchmarks/run`. netty-transport 4.2.1.");
	}

	@Test
	void saysOfEachSectionWhatWasComparedThere() {
		List<Result> both = List.of(Results.of(Results.HERE, "echo-64x64x1", "leat", 1, 1),
				Results.of(Results.THERE, "echo-64x64x1", "leat", 1, 1));
		assertThat(new Report("netty-transport 4.2.9").write(both))
			.containsPattern("Commit abc, .*netty-transport 4\\.2\\.1\\.")
			.containsPattern("Commit def, .*netty-transport 4\\.2\\.9\\.");
	}

	@Test
	void showsMediansSpreadAndRatio() {
		assertThat(page()).containsPattern("echo-64x64x1 \\| leat \\| 175,000 \\| 0.6 % of 3 \\| 1.00 \\|")
			.containsPattern("echo-64x64x1 \\| c-epoll \\| 350,000 \\| 0.0 % of 3 \\| 2.00 \\|");
	}

	@Test
	void aSingleRoundHasNoSpread() {
		this.results.add("echo-64x64x1", "mina", Metric.RATE, 87_500);
		assertThat(page()).contains("| echo-64x64x1 | mina | 87,500 | – of 1 | 0.50 |");
	}

	@Test
	void doesNotPrintWhatIsOfNoUse() {
		assertThat(page()).containsPattern("echo-64x64x1 \\| netty-nio \\| too noisy \\|")
			.doesNotContain("| 100,000 |");
	}

	@Test
	void saysWhyAPeerWasNotRun() {
		assertThat(page()).contains("| tls-64x1024x1 | leat | not run: no TLS yet |");
	}

	@Test
	void leavesOutWhatWasNeverTried() {
		assertThat(page()).doesNotContain("### Frames", "| mina |");
	}

	@Test
	void judgesTheGates() {
		assertThat(page()).contains(
				"| echo, 64 and 1,000 connections | C epoll | at least 0.90 | 0.50 (1 of 12 cases) |  | **falls short** |");
	}

	@Test
	void drawsTheRatiosOfAGroup() {
		assertThat(page()).contains("xychart-beta", "x-axis [\"c-epoll\", \"leat\"]", "bar [2.00, 1.00]");
	}

	@Test
	void everyRowOfATableHasAsManyCells() {
		String table = page().substring(page().indexOf("### Echo"), page().indexOf("```mermaid"));
		assertThat(table.lines().filter((line) -> line.startsWith("|")))
			.allSatisfy((line) -> assertThat(line.chars().filter((c) -> c == '|').count()).isEqualTo(12));
	}

	@Test
	void aTerminalIsToldWhatFallsShort() {
		assertThat(Report.verdicts(this.results.figures()))
			.contains("echo, 64 and 1,000 connections against C epoll, at least 0.90: short: 0.50 (1 of 12 cases)")
			.endsWith("1 of 2 fall short");
	}

	@Test
	void aTerminalIsToldWhenNothingCanBeJudged() {
		assertThat(Report.verdicts(new Results().addNotRun("echo-64x64x1", "leat", "it died").figures()))
			.isEqualTo("Nothing was measured that could be judged");
	}

	private String page() {
		return new Report("netty-transport 4.2.1").write(this.results.list());
	}

}
