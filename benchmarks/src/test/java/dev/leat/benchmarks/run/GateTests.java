package dev.leat.benchmarks.run;

import java.util.List;

import dev.leat.benchmarks.run.Gate.Scope;
import dev.leat.benchmarks.run.Verdict.Word;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateTests {

	private static final Comparison RATE = new Comparison(Metric.RATE, "leat", "mina", List.of("small", "large"));

	private static final Comparison COST = new Comparison(Metric.CPU, "leat", "mina", List.of("small"));

	private static final Comparison TAIL = new Comparison(Metric.TAIL, "leat", null, List.of("small"));

	private final Results results = new Results().add("small", "mina", Metric.RATE, 100)
		.add("large", "mina", Metric.RATE, 100);

	@Test
	void holdsWhenTheWorstCaseDoes() {
		this.results.add("small", "leat", Metric.RATE, 130).add("large", "leat", Metric.RATE, 90);
		assertThat(judge(RATE, Scope.EACH, true, 0.9)).isEqualTo(verdict(Word.HOLDS, "0.90 in large (one round)"));
	}

	@Test
	void fallsShortWhenOneCaseDoes() {
		this.results.add("small", "leat", Metric.RATE, 130).add("large", "leat", Metric.RATE, 88);
		assertThat(judge(RATE, Scope.EACH, true, 0.9)).isEqualTo(verdict(Word.SHORT, "0.88 in large (one round)"));
	}

	@Test
	void aMeanMakesUpForTheWorstCase() {
		this.results.add("small", "leat", Metric.RATE, 200).add("large", "leat", Metric.RATE, 50);
		assertThat(judge(RATE, Scope.MEAN, true, 0.99)).isEqualTo(verdict(Word.HOLDS, "1.00 (one round)"));
	}

	@Test
	void anUpperBoundLooksAtTheHighest() {
		this.results.add("small", "mina", Metric.CPU, 100).add("small", "leat", Metric.CPU, 95);
		assertThat(judge(COST, Scope.EACH, false, 0.9)).isEqualTo(verdict(Word.SHORT, "0.95 (one round)"));
		assertThat(judge(COST, Scope.EACH, false, 1)).isEqualTo(verdict(Word.HOLDS, "0.95 (one round)"));
	}

	@Test
	void aMetricMayBeBoundedByItself() {
		this.results.add("small", "leat", Metric.TAIL, 3);
		assertThat(judge(TAIL, Scope.EACH, false, 4)).isEqualTo(verdict(Word.HOLDS, "3.00 (one round)"));
	}

	@Test
	void saysOfHowManyCasesItSpeaks() {
		this.results.add("small", "leat", Metric.RATE, 100);
		assertThat(judge(RATE, Scope.EACH, true, 0.9))
			.isEqualTo(verdict(Word.PARTLY, "1.00 (1 of 2 cases, one round)"));
	}

	@Test
	void whatIsKeptOnlySinceTheOtherOneWasHeldBackDoesNotCount() {
		this.results.add("small", "leat", Metric.RATE, 130).add("large", "leat", Metric.RATE, 95);
		holdBack("small", 7_000_000);
		holdBack("large", 9_900_000);
		assertThat(judge(RATE, Scope.EACH, true, 0.9))
			.isEqualTo(verdict(Word.PARTLY, "0.95 (1 of 2 cases, one round)"));
		assertThat(judge(RATE, Scope.EACH, true, 0.99))
			.isEqualTo(verdict(Word.SHORT, "0.95 (1 of 2 cases, one round)"));
		assertThat(judge(RATE, Scope.MEAN, true, 0.9))
			.isEqualTo(verdict(Word.PARTLY, "1.11 (one round), with the other held back by the generator in 1"));
	}

	@Test
	void aMeanIsNotLiftedOverItsBoundByWhoWasHeldBack() {
		this.results.add("small", "leat", Metric.RATE, 130).add("large", "leat", Metric.RATE, 95);
		holdBack("small", 7_000_000);
		assertThat(judge(RATE, Scope.MEAN, true, 0.99))
			.isEqualTo(verdict(Word.SHORT, "0.95 (1 of 2 cases, one round)"));
		assertThat(judge(RATE, Scope.MEAN, true, 1.2))
			.isEqualTo(verdict(Word.SHORT, "1.11 (one round), with the other held back by the generator in 1"));
	}

	@Test
	void aMeanOfCasesThatAllFlatterDoesNotKeepItsBound() {
		this.results.add("small", "leat", Metric.RATE, 130).add("large", "leat", Metric.RATE, 95);
		holdBack("small", 7_000_000);
		holdBack("large", 7_000_000);
		assertThat(judge(RATE, Scope.MEAN, true, 0.9))
			.isEqualTo(verdict(Word.NOISY, "1.11 (one round), with the other held back by the generator in 2"));
		assertThat(judge(RATE, Scope.MEAN, true, 1.2).word()).isEqualTo(Word.SHORT);
	}

	@Test
	void whoIsHeldBackAndAheadAllTheSameBreaksTheBound() {
		this.results.add("small", "leat", Metric.RATE, 80).add("large", "leat", Metric.RATE, 100);
		holdBack("small", 7_000_000);
		assertThat(judge(RATE, Scope.EACH, true, 0.9)).isEqualTo(verdict(Word.SHORT, "0.80 in small (one round)"));
	}

	@Test
	void aFigureByItselfHoldsWhenMostRoundsKeepTheBound() {
		this.results.add("small", "leat", Metric.TAIL, 1, 3, 2, 9, 3);
		assertThat(judge(TAIL, Scope.EACH, false, 4)).isEqualTo(verdict(Word.HOLDS, "3.00"));
		assertThat(judge(TAIL, Scope.EACH, false, 1.5)).isEqualTo(verdict(Word.SHORT, "3.00"));
		assertThat(judge(TAIL, Scope.EACH, false, 2.5).word()).isEqualTo(Word.NOISY);
	}

	@Test
	void aRatioThatDiffersMuchHoldsWhenMostRoundsKeepTheBound() {
		this.results.add("small", "mina", Metric.CPU, 100, 100, 100, 100)
			.add("small", "leat", Metric.CPU, 40, 60, 85, 70);
		assertThat(judge(COST, Scope.EACH, false, 0.9)).isEqualTo(verdict(Word.HOLDS, "0.65"));
		assertThat(judge(COST, Scope.EACH, false, 0.5)).isEqualTo(verdict(Word.SHORT, "0.65"));
		assertThat(judge(COST, Scope.EACH, false, 0.65).word()).isEqualTo(Word.NOISY);
		assertThat(judge(COST, Scope.MEAN, false, 0.9).word()).isEqualTo(Word.NOISY);
	}

	@Test
	void roundsThatDifferMuchAreNotTheSameWithinTheirSpread() {
		this.results.add("small", "mina", Metric.CPU, 100, 100, 100, 100)
			.add("small", "leat", Metric.CPU, 40, 60, 185, 170);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1).word()).isEqualTo(Word.NOISY);
	}

	@Test
	void twoRoundsThatDifferMuchSayNothing() {
		this.results.add("small", "mina", Metric.CPU, 100, 100).add("small", "leat", Metric.CPU, 40, 85);
		assertThat(judge(COST, Scope.EACH, false, 0.9).word()).isEqualTo(Word.NOISY);
	}

	@Test
	void whatLiesWithinTheSpreadIsNoDifference() {
		this.results.add("small", "mina", Metric.CPU, 100, 104, 110).add("small", "leat", Metric.CPU, 106, 106, 112);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1)).isEqualTo(verdict(Word.HOLDS, "1.02"));
	}

	@Test
	void aSingleRoundHasNoSpreadToLieBeyond() {
		this.results.add("small", "mina", Metric.CPU, 100).add("small", "leat", Metric.CPU, 106);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1).word()).isEqualTo(Word.NOISY);
	}

	@Test
	void whatLiesBeyondTheSpreadIsADifference() {
		this.results.add("small", "mina", Metric.CPU, 100, 101, 102).add("small", "leat", Metric.CPU, 106, 107, 108);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1)).isEqualTo(verdict(Word.SHORT, "1.06"));
	}

	@Test
	void aDifferenceOfEveryRoundIsOneHoweverFarTheRoundsLieApart() {
		this.results.add("small", "mina", Metric.CPU, 100, 110, 130, 150, 160)
			.add("small", "leat", Metric.CPU, 115, 126.5, 149.5, 172.5, 184);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1)).isEqualTo(verdict(Word.SHORT, "1.15"));
	}

	@Test
	void roundsThatDifferMuchMayAgreeThatTheyAreHigher() {
		this.results.add("small", "mina", Metric.CPU, 100, 150, 200).add("small", "leat", Metric.CPU, 130, 240, 380);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1)).isEqualTo(verdict(Word.SHORT, "1.60"));
	}

	@Test
	void whatIsSaidOfADifferenceIsWhatTheRoundsSay() {
		this.results.add("small", "mina", Metric.CPU, 100, 104, 108).add("small", "leat", Metric.CPU, 104, 100, 112);
		assertThat(judge(COST, Scope.EACH_WITHIN_SPREAD, false, 1)).isEqualTo(verdict(Word.HOLDS, "1.04"));
	}

	@Test
	void theWorstCaseIsOneOfThoseThatBreakTheBound() {
		Comparison cost = new Comparison(Metric.CPU, "leat", "mina", List.of("small", "large"));
		this.results.add("small", "mina", Metric.CPU, 100, 101, 102).add("small", "leat", Metric.CPU, 106, 107, 108);
		this.results.add("large", "mina", Metric.CPU, 100, 100, 100).add("large", "leat", Metric.CPU, 90, 110, 112);
		assertThat(judge(cost, Scope.EACH_WITHIN_SPREAD, false, 1)).isEqualTo(verdict(Word.SHORT, "1.06 in small"));
	}

	@Test
	void aFigureThatIsShortByLittleIsShownWithMoreDigits() {
		this.results.add("small", "leat", Metric.RATE, 100).add("large", "leat", Metric.RATE, 89.7);
		assertThat(judge(RATE, Scope.EACH, true, 0.9)).isEqualTo(verdict(Word.SHORT, "0.897 in large (one round)"));
	}

	@Test
	void aMeanNeedsAllCases() {
		this.results.add("small", "leat", Metric.RATE, 100);
		assertThat(judge(RATE, Scope.MEAN, true, 0.9).word()).isEqualTo(Word.NOT_MEASURED);
	}

	@Test
	void doesNotSpeakOfWhatWasNotMeasured() {
		assertThat(judge(RATE, Scope.EACH, true, 0.9).word()).isEqualTo(Word.NOT_MEASURED);
	}

	@Test
	void saysWhatTheLeastServerReachesInItsWorstCase() {
		this.results.add("small", "leat", Metric.RATE, 130).add("large", "leat", Metric.RATE, 90);
		this.results.add("small", "c-epoll", Metric.RATE, 140).add("large", "c-epoll", Metric.RATE, 105);
		assertThat(judge(RATE, Scope.EACH, true, 1.1).yardstick()).isEqualTo("1.05 in large");
	}

	@Test
	void saysWhatTheLeastServerReachesOverTheCasesOfAMean() {
		this.results.add("small", "leat", Metric.RATE, 100).add("large", "leat", Metric.RATE, 100);
		this.results.add("small", "c-epoll", Metric.RATE, 144).add("large", "c-epoll", Metric.RATE, 100);
		assertThat(judge(RATE, Scope.MEAN, true, 1.1).yardstick()).isEqualTo("1.20");
	}

	@Test
	void doesNotSayOfFewerCasesWhatTheLeastServerReaches() {
		this.results.add("small", "leat", Metric.RATE, 100).add("large", "leat", Metric.RATE, 100);
		this.results.add("small", "c-epoll", Metric.RATE, 144);
		assertThat(judge(RATE, Scope.MEAN, true, 1.1).yardstick()).isEmpty();
	}

	@Test
	void whatBoundsItselfHasNoLeastServer() {
		this.results.add("small", "leat", Metric.TAIL, 3).add("small", "c-epoll", Metric.TAIL, 2);
		assertThat(judge(TAIL, Scope.EACH, false, 4).yardstick()).isEmpty();
	}

	@Test
	void saysWhenItRestsOnTwoRounds() {
		this.results.add("small", "mina", Metric.CPU, 100, 100, 100).add("small", "leat", Metric.CPU, 95, 95);
		assertThat(judge(COST, Scope.EACH, false, 1)).isEqualTo(verdict(Word.HOLDS, "0.95 (two rounds)"));
		this.results.add("small", "leat", Metric.CPU, 95);
		assertThat(judge(COST, Scope.EACH, false, 1)).isEqualTo(verdict(Word.HOLDS, "0.95"));
	}

	@Test
	void saysWhenSomeOfItsCasesHaveOneRound() {
		this.results.add("small", "mina", Metric.RATE, 100, 100)
			.add("small", "leat", Metric.RATE, 100, 100, 100)
			.add("large", "leat", Metric.RATE, 80);
		assertThat(judge(RATE, Scope.MEAN, true, 0.5)).isEqualTo(verdict(Word.HOLDS, "0.89 (one round in some)"));
		assertThat(judge(RATE, Scope.EACH, true, 0.9)).isEqualTo(verdict(Word.SHORT, "0.80 in large (one round)"));
	}

	@Test
	void doesNotSpeakOfNoise() {
		this.results.addNoisy("small", "leat", Metric.RATE, 100).addNoisy("large", "leat", Metric.RATE, 100);
		assertThat(judge(RATE, Scope.EACH, true, 0.9).word()).isEqualTo(Word.NOISY);
	}

	@Test
	void aMeanSaysOfHowManyCasesItIs() {
		this.results.add("small", "leat", Metric.RATE, 100).addNoisy("large", "leat", Metric.RATE, 100);
		assertThat(judge(RATE, Scope.MEAN, true, 0.9))
			.isEqualTo(verdict(Word.PARTLY, "1.00 (1 of 2 cases, one round)"));
		assertThat(judge(RATE, Scope.MEAN, true, 1.1)).isEqualTo(verdict(Word.SHORT, "1.00 (1 of 2 cases, one round)"));
	}

	/** The generator has no time left, and the server uses so much a message. */
	private void holdBack(String work, double cpu) {
		this.results.add(work, "mina", Metric.GENERATOR, 99).add(work, "mina", Metric.CPU, cpu);
	}

	private Verdict judge(Comparison comparison, Scope scope, boolean atLeast, double bound) {
		return new Gate("work", "MINA", comparison, scope, atLeast, bound).judge(this.results.figures());
	}

	private static Verdict verdict(Word word, String text) {
		return new Verdict(word, text);
	}

}
