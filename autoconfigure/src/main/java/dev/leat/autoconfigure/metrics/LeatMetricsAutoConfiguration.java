package dev.leat.autoconfigure.metrics;

import dev.leat.autoconfigure.EventLoopGroupCustomizer;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;
import dev.leat.autoconfigure.TlsReloads;
import dev.leat.reactor.EventLoopGroup;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Binds the meters where the application has a registry. The probe of each loop's lag
 * wakes it once a second; a customizer may take it out again with
 * {@code lagListener(null)}.
 */
@AutoConfiguration(after = LeatServersAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class LeatMetricsAutoConfiguration {

	/**
	 * The first registry binds the meters of all servers. One that is made because a
	 * handler asks for it would do so while the servers are being built.
	 */
	@Bean
	static LazyInitializationExcludeFilter leatEagerMeterRegistries() {
		return LazyInitializationExcludeFilter.forBeanTypes(MeterRegistry.class);
	}

	@Bean
	Durations leatDurations() {
		return new Durations();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	EventLoopGroupCustomizer leatLagProbe(Durations durations) {
		return (loops) -> loops.lagListener(durations);
	}

	@Bean
	LeatMeterBinder leatMeterBinder(LeatServers servers, ObjectProvider<EventLoopGroup> loops, Durations durations,
			TlsReloads reloads) {
		return new LeatMeterBinder(servers, loops, durations, reloads);
	}

}
