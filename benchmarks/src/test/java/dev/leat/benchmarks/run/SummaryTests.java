package dev.leat.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SummaryTests {

	@Test
	void takesTheMiddleOfAnOddNumber() {
		assertThat(Summary.of(List.of(9.0, 1.0, 5.0), false).median()).isEqualTo(5);
	}

	@Test
	void takesTheMeanOfTheTwoInTheMiddle() {
		assertThat(Summary.of(List.of(4.0, 1.0, 2.0, 100.0), false).median()).isEqualTo(3);
	}

	@Test
	void spreadIsTheDistanceOfTheQuartilesAndNotOfTheExtremes() {
		Summary summary = Summary.of(List.of(1.0, 98.0, 100.0, 102.0, 1000.0), false);
		assertThat(summary.spread()).isCloseTo(0.04, within(1e-9));
	}

	@Test
	void aWideSpreadMakesAMedianUseless() {
		assertThat(Summary.of(List.of(100.0, 100.0, 120.0), false).useful()).isTrue();
		assertThat(Summary.of(List.of(60.0, 100.0, 140.0), false).useful()).isFalse();
	}

	@Test
	void disturbanceMakesAMedianUseless() {
		assertThat(Summary.of(List.of(100.0, 100.0, 100.0), true).useful()).isFalse();
	}

	@Test
	void aMedianOfZeroIsOfUse() {
		assertThat(Summary.of(List.of(0.0, 0.0, 0.0), false).useful()).isTrue();
	}

	@Test
	void nothingCannotBeSummedUp() {
		assertThatIllegalArgumentException().isThrownBy(() -> Summary.of(List.of(), false));
	}

	@Test
	void geometricMeanTreatsTwiceAndHalfAlike() {
		assertThat(Summary.geometricMean(List.of(2.0, 0.5))).isCloseTo(1, within(1e-9));
	}

}
