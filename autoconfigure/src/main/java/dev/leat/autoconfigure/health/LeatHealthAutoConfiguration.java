package dev.leat.autoconfigure.health;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Contributes the health of the servers where the application shows health; switched off
 * by {@code management.health.leat.enabled=false}.
 */
@AutoConfiguration(after = LeatServersAutoConfiguration.class,
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("leat")
public final class LeatHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "leatHealthIndicator", "leatHealthContributor" })
	HealthContributor leatHealthContributor(LeatServers servers) {
		return new ServersHealthContributor(servers);
	}

}
