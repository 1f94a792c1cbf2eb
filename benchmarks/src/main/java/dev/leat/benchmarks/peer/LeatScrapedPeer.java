package dev.leat.benchmarks.peer;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.LeatServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The starter with its meters in a registry for Prometheus, which is scraped every second
 * while there is a client, so that it leaves the core to its neighbours otherwise.
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
		LeatServer server = context.getBean(LeatServers.class).get("echo");
		scraper.scheduleAtFixedRate(() -> scrape(registry, server), 1, 1, TimeUnit.SECONDS);
		return new RunningPeer(LeatStarterPeer.port(context), () -> {
			scraper.shutdownNow();
			context.close();
		});
	}

	private static void scrape(PrometheusMeterRegistry registry, LeatServer server) {
		if (server.stats().connections() > 0) {
			registry.scrape();
		}
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
