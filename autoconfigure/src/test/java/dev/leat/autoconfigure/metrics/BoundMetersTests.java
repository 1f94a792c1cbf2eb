package dev.leat.autoconfigure.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BoundMeters}.
 */
class BoundMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final BoundMeters meters = new BoundMeters(this.registry);

	@Test
	void removesWhatItRegisteredAndNothingElse() {
		this.registry.counter("mine");
		this.meters.gauge(LeatMeter.SERVER_CONNECTIONS, 5, Integer::doubleValue, "echo");
		this.meters.counter(LeatMeter.SERVER_DATA_READ, 6, Integer::doubleValue, "echo");
		this.meters.timer(LeatMeter.EVENTLOOP_LAG, "loop-0");
		assertThat(this.registry.getMeters()).hasSize(4);
		this.meters.remove();
		assertThat(this.registry.getMeters()).singleElement()
			.extracting((meter) -> meter.getId().getName())
			.isEqualTo("mine");
	}

	@Test
	void refusesOtherTagsThanAreDocumented() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.meters.gauge(LeatMeter.SERVER_CONNECTIONS, 5, Integer::doubleValue))
			.withMessage("SERVER_CONNECTIONS has the tags [server], not []");
	}

	@Test
	void leavesTheUnitOutWhereThereIsNone() {
		this.meters.counter(LeatMeter.EVENTLOOP_WAKEUPS, 6, Integer::doubleValue, "loop-0");
		assertThat(this.registry.get("leat.eventloop.wakeups").meter().getId().getBaseUnit()).isNull();
	}

}
