package dev.leat.autoconfigure.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

/**
 * Registers meters as {@link LeatMeter} documents them, and removes them again. What a
 * meter reads must be kept alive by someone else.
 */
final class BoundMeters {

	private final MeterRegistry registry;

	private final Queue<Meter> mine = new ConcurrentLinkedQueue<>();

	BoundMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	<T> void gauge(LeatMeter meter, T source, ToDoubleFunction<T> value, String... tags) {
		this.mine.add(Gauge.builder(meter.meterName(), source, value)
			.description(meter.description())
			.baseUnit(meter.unit().isEmpty() ? null : meter.unit())
			.tags(tags(meter, tags))
			.register(this.registry));
	}

	<T> void counter(LeatMeter meter, T source, ToDoubleFunction<T> value, String... tags) {
		this.mine.add(FunctionCounter.builder(meter.meterName(), source, value)
			.description(meter.description())
			.baseUnit(meter.unit().isEmpty() ? null : meter.unit())
			.tags(tags(meter, tags))
			.register(this.registry));
	}

	<T> void timer(LeatMeter meter, T source, ToLongFunction<T> count, ToDoubleFunction<T> nanos, String... tags) {
		this.mine.add(FunctionTimer.builder(meter.meterName(), source, count, nanos, TimeUnit.NANOSECONDS)
			.description(meter.description())
			.tags(tags(meter, tags))
			.register(this.registry));
	}

	Timer timer(LeatMeter meter, String... tags) {
		Timer timer = Timer.builder(meter.meterName())
			.description(meter.description())
			.tags(tags(meter, tags))
			.register(this.registry);
		this.mine.add(timer);
		return timer;
	}

	private static List<Tag> tags(LeatMeter meter, String[] values) {
		List<String> keys = meter.tags();
		if (keys.size() != values.length) {
			throw new IllegalArgumentException(meter + " has the tags " + keys + ", not " + Arrays.toString(values));
		}
		return IntStream.range(0, values.length).mapToObj((i) -> Tag.of(keys.get(i), values[i])).toList();
	}

	void remove() {
		this.mine.forEach(this.registry::remove);
		this.mine.clear();
	}

}
