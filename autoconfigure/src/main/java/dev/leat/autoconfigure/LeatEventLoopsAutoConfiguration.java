package dev.leat.autoconfigure;

import dev.leat.reactor.EventLoopGroup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Supplies the event loops that all servers share, unless the application has its own.
 * Their threads start with the first server and end with the last.
 */
@AutoConfiguration
@EnableConfigurationProperties(LeatProperties.class)
public final class LeatEventLoopsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(EventLoopGroup.class)
	SuppliedLoops leatSuppliedLoops(LeatProperties properties, ObjectProvider<EventLoopGroupCustomizer> customizers) {
		EventLoopGroup.Builder loops = OutOfRange.ofEventLoops(() -> EventLoopGroupMapper.map(properties));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(loops));
		return new SuppliedLoops(OutOfRange.ofEventLoops(loops::build));
	}

	@Bean
	@ConditionalOnMissingBean
	EventLoopGroup leatEventLoopGroup(SuppliedLoops supplied) {
		return supplied.group();
	}

}
