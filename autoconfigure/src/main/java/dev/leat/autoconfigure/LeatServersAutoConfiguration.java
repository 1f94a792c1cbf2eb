package dev.leat.autoconfigure;

import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes a server of each handler bean, and starts, drains and stops it with the context.
 */
@AutoConfiguration(after = { LeatEventLoopsAutoConfiguration.class, SslAutoConfiguration.class })
public final class LeatServersAutoConfiguration {

	@Bean
	TlsReloads leatTlsReloads() {
		return new TlsReloads();
	}

	@Bean
	LeatServers leatServers(ConfigurableEnvironment environment, LeatProperties properties,
			ConfigurableListableBeanFactory beans, TlsReloads reloads) {
		return new LeatServers(
				new ServerAssembler(environment, new HandlerBeans(beans), properties, beans, reloads)::assemble);
	}

	@Bean
	EffectiveSettings leatEffectiveSettings(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beans,
			ObjectProvider<LifecycleProperties> lifecycle) {
		return new EffectiveSettings(environment, new HandlerBeans(beans), phaseTimeout(lifecycle));
	}

	@Bean
	ServerStartStopLifecycle leatServerStartStopLifecycle(LeatServers servers, ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beans, ApplicationEventPublisher events) {
		HandlerBeans handlers = new HandlerBeans(beans);
		ServerOrigin origin = new ServerOrigin(new ServerSettings(environment), handlers);
		ServerDescription description = new ServerDescription(origin, handlers, new StreamThreads(environment, beans));
		return new ServerStartStopLifecycle(servers, origin, description, new LocalPorts(environment), events);
	}

	@Bean
	ServerDrainLifecycle leatServerDrainLifecycle(LeatServers servers, ConfigurableEnvironment environment,
			ObjectProvider<LifecycleProperties> lifecycle, ApplicationContext context) {
		return new ServerDrainLifecycle(servers, new ServerSettings(environment), phaseTimeout(lifecycle), context);
	}

	private static Duration phaseTimeout(ObjectProvider<LifecycleProperties> lifecycle) {
		return lifecycle.getIfAvailable(LifecycleProperties::new).getTimeoutPerShutdownPhase();
	}

}
