package dev.leat.dashboards;

import java.io.IOException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Has Prometheus's own tool check the alerts and run their tests.
 */
@Tag("slow")
@EnabledIf(value = "dev.leat.dashboards.Prometheus#isHere",
		disabledReason = "prometheus and promtool are not installed (Debian: apt-get install prometheus)")
class PromtoolTests {

	@ParameterizedTest
	@CsvSource({ "check, rules, leat-alerts.yml", "test, rules, leat-alerts-test.yml",
			"check, config, prometheus.yml" })
	void theFileIsSound(String verb, String kind, String file) throws IOException, InterruptedException {
		assertThat(Prometheus.promtool(verb, kind, file)).contains("SUCCESS");
	}

}
