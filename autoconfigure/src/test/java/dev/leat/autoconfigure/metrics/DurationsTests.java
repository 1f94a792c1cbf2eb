package dev.leat.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.leat.reactor.LoopStats;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Durations}.
 */
class DurationsTests {

	private final Durations durations = new Durations();

	private final LoopStats loop = mock(LoopStats.class);

	DurationsTests() {
		given(this.loop.name()).willReturn("loop-0");
	}

	@Test
	void eachRegistryHasATimerThatRecords() {
		List<MeterRegistry> registries = List.of(new SimpleMeterRegistry(), new SimpleMeterRegistry());
		registries.forEach((registry) -> this.durations.bind(this.loop, new BoundMeters(registry)));
		this.durations.lag(this.loop, Duration.ofMillis(3));
		assertThat(registries).allSatisfy((registry) -> {
			Timer timer = registry.get("leat.eventloop.lag").tag("loop", "loop-0").timer();
			assertThat(timer.count()).isEqualTo(1);
			assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
		});
	}

	@Test
	void whatIsToldBeforeMetersAreBoundIsForgotten() {
		assertThatNoException().isThrownBy(() -> this.durations.lag(this.loop, Duration.ofMillis(3)));
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.durations.bind(this.loop, new BoundMeters(registry));
		assertThat(registry.get("leat.eventloop.lag").timer().count()).isZero();
	}

}
