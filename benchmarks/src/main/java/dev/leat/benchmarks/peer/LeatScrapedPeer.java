package dev.leat.benchmarks.peer;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The starter with its meters in a registry for Prometheus, which is scraped every
 * second.
 */
final class LeatScrapedPeer {

	static final String NAME = "leat-starter-scraped";

	private LeatScrapedPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException {
		ConfigurableApplicationContext context = LeatStarterPeer.run(NAME, workload, LeatStarterPeer.Application.class,
				Meters.class);
		PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
		ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor();
		scraper.scheduleAtFixedRate(registry::scrape, 1, 1, TimeUnit.SECONDS);
		return new RunningPeer(LeatStarterPeer.port(context), () -> {
			scraper.shutdownNow();
			context.close();
		});
	}

	/** What the application adds. */
	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		PrometheusMeterRegistry registry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

	}

}
