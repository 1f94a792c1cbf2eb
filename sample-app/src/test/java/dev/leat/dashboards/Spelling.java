package dev.leat.dashboards;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.leat.autoconfigure.metrics.LeatMeter;
import io.micrometer.core.instrument.Meter.Type;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;

/**
 * How Prometheus spells the meters.
 */
final class Spelling {

	private static final NamingConvention CONVENTION = new PrometheusNamingConvention();

	private Spelling() {
	}

	/** What is documented, by the names of the series. */
	static Map<String, LeatMeter> meters() {
		Map<String, LeatMeter> meters = new TreeMap<>();
		Arrays.stream(LeatMeter.values()).forEach((meter) -> of(meter).forEach((name) -> meters.put(name, meter)));
		return meters;
	}

	/** The names of a meter's series. */
	static Set<String> of(LeatMeter meter) {
		return switch (meter.kind()) {
			case GAUGE -> Set.of(name(meter, Type.GAUGE));
			case COUNTER -> Set.of(name(meter, Type.COUNTER));
			case FUNCTION_TIMER -> with(name(meter, Type.TIMER), "_count", "_sum");
			case TIMER -> with(name(meter, Type.TIMER), "_count", "_sum", "_max");
		};
	}

	private static String name(LeatMeter meter, Type type) {
		String unit = meter.unit().isEmpty() ? null : meter.unit();
		String name = CONVENTION.name(meter.meterName(), type, unit);
		return (type == Type.COUNTER && !name.endsWith("_total")) ? name + "_total" : name;
	}

	private static Set<String> with(String name, String... endings) {
		return Stream.of(endings).map(name::concat).collect(Collectors.toSet());
	}

}
