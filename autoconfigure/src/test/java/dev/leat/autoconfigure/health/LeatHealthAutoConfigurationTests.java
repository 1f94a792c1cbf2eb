package dev.leat.autoconfigure.health;

import dev.leat.autoconfigure.LeatEventLoopsAutoConfiguration;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;
import dev.leat.reactor.ConnectionHandler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeatHealthAutoConfiguration}.
 */
class LeatHealthAutoConfigurationTests {

	private final ApplicationContextRunner leat = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class,
				LeatServersAutoConfiguration.class, LeatHealthAutoConfiguration.class))
		.withUserConfiguration(Servers.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0");

	private final ApplicationContextRunner runner = this.leat.withConfiguration(AutoConfigurations
		.of(HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class));

	@Test
	void eachServerHasItsHealth() {
		this.runner.run((context) -> {
			HealthContributor leat = context.getBean(HealthContributorRegistry.class).getContributor("leat");
			assertThat(leat).isInstanceOfSatisfying(CompositeHealthContributor.class, (servers) -> {
				assertThat(servers.stream()).extracting((entry) -> entry.name()).containsExactly("echo", "chat");
				assertThat(servers.getContributor("nobody")).isNull();
				Health echo = ((HealthIndicator) servers.getContributor("echo")).health();
				int port = context.getBean(LeatServers.class).get("echo").localAddress().getPort();
				assertThat(echo.getStatus()).isEqualTo(Status.UP);
				assertThat(echo.getDetails()).containsEntry("state", "accepting")
					.containsEntry("port", port)
					.containsEntry("connections", 0);
			});
		});
	}

	@Test
	void theEventLoopsHaveTheirHealth() {
		this.runner.run((context) -> {
			HealthContributor loops = context.getBean(HealthContributorRegistry.class).getContributor("leatEventLoops");
			assertThat(loops).isInstanceOfSatisfying(HealthIndicator.class,
					(indicator) -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
		});
	}

	@Test
	void aLoopThatIsLateIsDownOnlyWhereTheApplicationSaysSo() {
		this.runner.withPropertyValues("management.health.leat.stall-threshold=0s")
			.run((context) -> assertThat(
					context.getBean("leatEventLoopsHealthIndicator", HealthIndicator.class).health().getStatus())
				.isEqualTo(Status.DOWN));
	}

	@Test
	void itCanBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.leat.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("leatHealthContributor")
				.doesNotHaveBean("leatEventLoopsHealthIndicator"));
	}

	@Test
	void theApplicationsOwnWins() {
		this.runner.withUserConfiguration(Own.class)
			.run((context) -> assertThat(context).hasBean("leatHealthIndicator")
				.doesNotHaveBean("leatHealthContributor"));
	}

	@Test
	void withoutActuatorThereIsNone() {
		this.leat.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasSingleBean(LeatServers.class)
				.doesNotHaveBean("leatHealthContributor"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Servers {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

		@Bean
		ConnectionHandler chat() {
			return (connection, data) -> connection.write(data);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		HealthIndicator leatHealthIndicator() {
			return () -> Health.up().build();
		}

	}

}
