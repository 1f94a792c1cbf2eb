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
		assertThat(ShutdownTimes.of(shutdown).within(Duration.ofMillis(100)))
			.isEqualTo(new ShutdownTimes(Duration.ZERO, Duration.ZERO));
	}

	@Test
	void thePhaseHasRoomForBothAndASecond() {
		ShutdownTimes times = new ShutdownTimes(Duration.ofSeconds(10), Duration.ofSeconds(25));
		assertThat(times.phaseSeconds()).isEqualTo(36);
		assertThat(times.within(Duration.ofSeconds(36))).isEqualTo(times);
		assertThat(times.within(Duration.ofSeconds(35))).isNotEqualTo(times);
	}

	@Test
	void thePhaseIsRoundedUpToSeconds() {
		assertThat(new ShutdownTimes(Duration.ZERO, Duration.ofMillis(1)).phaseSeconds()).isEqualTo(2);
	}

	private static ShutdownTimes times(int quiet, int grace, int phase) {
		ServerProperties.Shutdown shutdown = new ServerProperties.Shutdown();
		shutdown.setQuietPeriod(Duration.ofSeconds(quiet));
		shutdown.setGracePeriod(Duration.ofSeconds(grace));
		return ShutdownTimes.of(shutdown).within(Duration.ofSeconds(phase));
	}

}
