package dev.leat.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Sizes}.
 */
class SizesTests {

	@Test
	void fitsASizeIntoAnInt() {
		assertThat(Sizes.toInt("read-buffer", DataSize.ofKilobytes(256))).isEqualTo(262_144);
	}

	@Test
	void refusesASizeThatDoesNotFit() {
		assertThatIllegalArgumentException().isThrownBy(() -> Sizes.toInt("read-buffer", DataSize.ofGigabytes(2)))
			.withMessage("read-buffer is 2147483648B, it must be less than 2GB");
	}

	@ParameterizedTest
	@CsvSource({ "0,0B", "1,1B", "1023,1023B", "1024,1KB", "1536,1536B", "8388608,8MB", "3221225472,3GB" })
	void printsTheLargestUnitThatShowsTheWholeSize(long bytes, String printed) {
		assertThat(Sizes.print(bytes)).isEqualTo(printed);
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,off", "PT5M,5m", "PT1M30S,1m30s", "PT0.25S,0.25s", "PT48H,48h" })
	void printsTimesAsOneSaysThem(Duration time, String printed) {
		assertThat(Sizes.print(time)).isEqualTo(printed);
	}

}
