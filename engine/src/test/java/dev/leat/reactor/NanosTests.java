package dev.leat.reactor;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Durations as nanoseconds that can be added to any clock.
 */
class NanosTests {

	@Test
	@DisplayName("T8 a delay below zero is none, others are exact")
	void delays() {
		assertThat(Nanos.of(Duration.ofSeconds(-5))).isZero();
		assertThat(Nanos.of(Duration.ZERO)).isZero();
		assertThat(Nanos.of(Duration.ofNanos(1))).isEqualTo(1);
		assertThat(Nanos.of(Duration.ofDays(1))).isEqualTo(86_400_000_000_000L);
	}

	@Test
	@DisplayName("T16 a huge delay is for ever, and for ever may be added twice to any clock")
	void hugeDelays() {
		assertThat(Nanos.of(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Nanos.FOREVER);
		for (long clock : new long[] { Long.MIN_VALUE, -1, 0, Long.MAX_VALUE }) {
			assertThat(clock + 2 * Nanos.FOREVER - clock).isPositive();
		}
	}

	@Test
	@DisplayName("S3-38 a limit of zero is off, one below zero is refused")
	void limits() {
		assertThat(Nanos.limit(Duration.ZERO)).isEqualTo(Nanos.FOREVER);
		assertThat(Nanos.limit(Duration.ofMillis(2))).isEqualTo(2_000_000);
		assertThatIllegalArgumentException().isThrownBy(() -> Nanos.limit(Duration.ofNanos(-1)))
			.withMessageContaining("zero");
	}

	@Test
	@DisplayName("S3-38 the limits of a server: those that zero switches off, and lingering, which it makes short")
	void limitsOfAServer() {
		Limits limits = Limits.of(ServerConfig.builder()
			.idleTimeout(Duration.ZERO)
			.readIdleTimeout(Duration.ofNanos(2))
			.writeTimeout(Duration.ofNanos(3))
			.halfCloseTimeout(Duration.ZERO)
			.lingerIdle(Duration.ZERO)
			.lingerTime(Duration.ofNanos(6))
			.firstByteTimeout(Duration.ofNanos(7))
			.maxAge(Duration.ofNanos(8))
			.maxAgeGrace(Duration.ofNanos(9))
			.build());
		assertThat(limits).isEqualTo(new Limits(Nanos.FOREVER, 2, 7, 3, Nanos.FOREVER, 0, 6, 8, 9));
	}

}
