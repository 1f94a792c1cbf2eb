package dev.leat.autoconfigure.health;

import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Contributes the health of the servers and of their event loops where the application
 * shows health; switched off by {@code management.health.leat.enabled=false}.
 */
@AutoConfiguration(after = LeatServersAutoConfiguration.class,
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("leat")
@EnableConfigurationProperties(LeatHealthProperties.class)
public final class LeatHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "leatHealthIndicator", "leatHealthContributor" })
	HealthContributor leatHealthContributor(LeatServers servers) {
		return new ServersHealthContributor(servers);
	}

	@Bean
	@ConditionalOnMissingBean(name = { "leatEventLoopsHealthIndicator", "leatEventLoopsHealthContributor" })
	HealthIndicator leatEventLoopsHealthIndicator(LeatServers servers, ObjectProvider<EventLoopGroup> loops,
			LeatHealthProperties properties) {
		BooleanSupplier inUse = () -> StreamSupport.stream(servers.spliterator(), false)
			.anyMatch(LeatServer::isRunning);
		return new EventLoopsHealthIndicator(loops.orderedStream().toList(), inUse, properties.getStallThreshold());
	}

}
