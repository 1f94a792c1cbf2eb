package dev.leat.benchmarks.peer;

import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.ConnectionHandler;

/**
 * The engine through the Spring Boot starter: one handler bean and a few properties.
 */
final class LeatStarterPeer {

	private LeatStarterPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException {
		ConfigurableApplicationContext context = run("leat-starter", workload, Application.class);
		return new RunningPeer(port(context), context::close);
	}

	/** Runs an application that has a bean called {@code echo}. */
	static ConfigurableApplicationContext run(String peer, Workload workload, Class<?>... sources)
			throws CannotRunException {
		if (workload != Workload.ECHO && workload != Workload.CLOSE) {
			throw CannotRunException.unknown(peer, workload);
		}
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.properties(Map.of("leat.server.address", "127.0.0.1", "leat.server.port", 0, "leat.event-loops.threads", 0,
					"leat.server.max-connections", LeatPeer.MAX_CONNECTIONS, "leat.acceptor.max-connections",
					LeatPeer.MAX_CONNECTIONS))
			.run();
	}

	static int port(ConfigurableApplicationContext context) {
		return Ports.of(context.getBean(LeatServers.class).get("echo").localAddress());
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

}
