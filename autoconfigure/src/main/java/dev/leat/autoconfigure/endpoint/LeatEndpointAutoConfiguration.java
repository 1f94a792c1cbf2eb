package dev.leat.autoconfigure.endpoint;

import dev.leat.autoconfigure.EffectiveSettings;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;
import dev.leat.reactor.EventLoopGroup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Supplies the actuator endpoint where the application exposes it.
 */
@AutoConfiguration(after = LeatServersAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(LeatEndpoint.class)
@EnableConfigurationProperties(LeatEndpointProperties.class)
public final class LeatEndpointAutoConfiguration {

	@Bean
	EndedConnections leatEndedConnections() {
		return new EndedConnections();
	}

	@Bean
	@ConditionalOnMissingBean
	LeatEndpoint leatEndpoint(LeatServers servers, ObjectProvider<EventLoopGroup> loops, EffectiveSettings settings,
			EndedConnections ended, LeatEndpointProperties properties) {
		return new LeatEndpoint(servers, () -> loops.orderedStream().toList(), settings, ended,
				new Addresses(properties.getShowAddresses(), properties.getRoles()));
	}

	@Bean
	@ConditionalOnBean(LeatEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	LeatEndpointWebExtension leatEndpointWebExtension(LeatEndpoint endpoint) {
		return new LeatEndpointWebExtension(endpoint);
	}

}
