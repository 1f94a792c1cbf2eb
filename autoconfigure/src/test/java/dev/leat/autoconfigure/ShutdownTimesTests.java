package dev.leat.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShutdownTimes}.
 */
class ShutdownTimesTests {

	@Test
	void byDefaultTheGracePeriodFitsIntoThePhase() {
		assertThat(times(0, 25, 30)).isEqualTo(new ShutdownTimes(Duration.ZERO, Duration.ofSeconds(25)));
	}

	@Test
	void theGracePeriodEndsASecondBeforeThePhase() {
		assertThat(times(0, 60, 10).grace()).isEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void theQuietPeriodIsTakenFromThePhaseToo() {
		assertThat(times(4, 60, 10)).isEqualTo(new ShutdownTimes(Duration.ofSeconds(4), Duration.ofSeconds(5)));
	}

	@Test
	void aQuietPeriodThatFillsThePhaseLeavesNoGrace() {
		assertThat(times(60, 60, 10)).isEqualTo(new ShutdownTimes(Duration.ofSeconds(9), Duration.ZERO));
	}

	@Test
	void aPhaseOfLessThanASecondLeavesNothing() {
		ServerProperties.Shutdown shutdown = new ServerProperties.Shutdown();
		assertThat(ShutdownTimes.of(shutdown, Duration.ofMillis(100)))
			.isEqualTo(new ShutdownTimes(Duration.ZERO, Duration.ZERO));
	}

	private static ShutdownTimes times(int quiet, int grace, int phase) {
		ServerProperties.Shutdown shutdown = new ServerProperties.Shutdown();
		shutdown.setQuietPeriod(Duration.ofSeconds(quiet));
		shutdown.setGracePeriod(Duration.ofSeconds(grace));
		return ShutdownTimes.of(shutdown, Duration.ofSeconds(phase));
	}

}
