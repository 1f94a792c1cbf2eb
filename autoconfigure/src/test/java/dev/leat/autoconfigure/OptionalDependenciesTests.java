package dev.leat.autoconfigure;

import dev.leat.autoconfigure.endpoint.LeatEndpointAutoConfiguration;
import dev.leat.autoconfigure.health.LeatHealthAutoConfiguration;
import dev.leat.autoconfigure.metrics.LeatMetricsAutoConfiguration;
import dev.leat.reactor.ConnectionHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers start, and answer, with everything that is optional and without each part of
 * it.
 */
class OptionalDependenciesTests {

	private static final String METERS = "leatMeterBinder";

	private static final String HEALTH = "leatHealthContributor";

	private static final String ENDPOINT = "leatEndpoint";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class,
				LeatServersAutoConfiguration.class, LeatMetricsAutoConfiguration.class,
				LeatHealthAutoConfiguration.class, LeatEndpointAutoConfiguration.class))
		.withUserConfiguration(Echo.class)
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0", "leat.event-loops.threads=0",
				"management.endpoints.web.exposure.include=leat");

	@Test
	void withAllOfThem() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasBean(METERS)
			.hasBean(HEALTH)
			.hasBean(ENDPOINT)
			.hasBean("leatEndpointWebExtension"));
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "Micrometer, io.micrometer, leatMeterBinder",
			"the actuator, org.springframework.boot.actuate.endpoint, leatEndpoint",
			"health, org.springframework.boot.health.contributor, leatHealthContributor",
			"web, org.springframework.web, none", "Jackson, tools.jackson, none" })
	void withoutOneOfThem(String name, String missing, String bean) {
		this.runner.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(bean);
			try (Client client = Client.of(context.getBean(LeatServers.class).get("echo"))) {
				assertThat(client.exchange("still there")).isEqualTo("still there");
			}
		});
	}

	@Test
	void withNone() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.actuate.endpoint",
					"org.springframework.boot.health.contributor", "org.springframework.web", "tools.jackson"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LeatServers.class)
				.doesNotHaveBean(METERS)
				.doesNotHaveBean(HEALTH)
				.doesNotHaveBean(ENDPOINT));
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

}
