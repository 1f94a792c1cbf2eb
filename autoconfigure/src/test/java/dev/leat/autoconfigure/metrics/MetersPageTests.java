package dev.leat.autoconfigure.metrics;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.leat.autoconfigure.Pages;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/metrics.md} and the enum together.
 */
class MetersPageTests {

	@Test
	void thePageHasTheTableThatTheEnumMakes() throws IOException {
		String table = Arrays.stream(LeatMeter.values()).map(MetersPageTests::row).collect(Collectors.joining("\n"));
		assertThat(Pages.read("metrics.md")).contains("|---|---|---|---|\n" + table + "\n");
	}

	private static String row(LeatMeter meter) {
		return "| `%s` | %s | %s | %s |".formatted(meter.meterName(), type(meter), String.join(", ", meter.tags()),
				meter.description());
	}

	private static String type(LeatMeter meter) {
		String kind = switch (meter.kind()) {
			case COUNTER -> "function counter";
			case FUNCTION_TIMER -> "function timer";
			default -> meter.kind().name().toLowerCase(Locale.ROOT);
		};
		boolean toldByKind = meter.unit().isEmpty() || meter.kind() == LeatMeter.Kind.TIMER
				|| meter.kind() == LeatMeter.Kind.FUNCTION_TIMER;
		return toldByKind ? kind : kind + ", " + meter.unit();
	}

}
