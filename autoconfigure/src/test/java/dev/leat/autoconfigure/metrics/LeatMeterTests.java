package dev.leat.autoconfigure.metrics;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the rules that the names of meters follow.
 */
class LeatMeterTests {

	@ParameterizedTest
	@EnumSource
	void theConstantIsCalledLikeTheMeter(LeatMeter meter) {
		assertThat("leat." + meter.name().toLowerCase(Locale.ROOT).replace('_', '.')).isEqualTo(meter.meterName());
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsCalledTotalOrLikeItsUnit(LeatMeter meter) {
		assertThat(meter.meterName()).doesNotContain("total", "bytes", "seconds");
	}

	@ParameterizedTest
	@EnumSource
	void onlyBytesAndSecondsAreUnits(LeatMeter meter) {
		assertThat(meter.unit()).isIn("", "bytes", "seconds");
		assertThat(EnumSet.of(LeatMeter.Kind.TIMER, LeatMeter.Kind.FUNCTION_TIMER).contains(meter.kind()))
			.isEqualTo(meter.unit().equals("seconds") && meter != LeatMeter.EVENTLOOP_TIME);
	}

	@ParameterizedTest
	@EnumSource
	void tagsAreTheOwnerAndSmallEnums(LeatMeter meter) {
		assertThat(meter.tags()).isSubsetOf("server", "loop", "state", "reason", "cause", "path", "callback", "type",
				"result", "protocol");
		assertThat(meter.description()).isNotBlank().doesNotEndWith(".");
	}

	@Test
	void noNameIsTakenTwice() {
		assertThat(Arrays.stream(LeatMeter.values()).map(LeatMeter::meterName)).doesNotHaveDuplicates();
	}

}
