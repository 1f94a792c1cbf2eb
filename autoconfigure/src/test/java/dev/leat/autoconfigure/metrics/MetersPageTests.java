package dev.leat.autoconfigure.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.leat.autoconfigure.Pages;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/metrics.md} and the enum together.
 */
class MetersPageTests {

	private static final String PAGE = "metrics.md";

	private static final String COMMAND = "mvn -q test -pl autoconfigure -am -Dtest=MetersPageTests "
			+ "-Dsurefire.failIfNoSpecifiedTests=false -Dleat.docs.write=true";

	@Test
	void thePageHasTheTableThatTheEnumMakes() throws IOException {
		String made = made(Pages.read(PAGE));
		if (Boolean.getBoolean("leat.docs.write")) {
			Pages.write(PAGE, made);
		}
		assertThat(Pages.read(PAGE)).as("docs/%s is stale; write it anew with: %s", PAGE, COMMAND).isEqualTo(made);
	}

	/** The page as it should be. */
	private static String made(String page) {
		List<String> lines = new ArrayList<>(page.lines().filter((line) -> !line.startsWith("| `leat.")).toList());
		lines.addAll(lines.indexOf("|---|---|---|---|") + 1,
				Arrays.stream(LeatMeter.values()).map(MetersPageTests::row).toList());
		return String.join("\n", lines) + "\n";
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
