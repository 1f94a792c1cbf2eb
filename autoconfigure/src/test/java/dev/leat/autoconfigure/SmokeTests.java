package dev.leat.autoconfigure;

import dev.leat.reactor.ConnectionHandler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A handler bean and a property are a server.
 */
class SmokeTests {

	@Test
	void aHandlerBeanAndAPropertyServeBytesOverASocket() {
		try (ConfigurableApplicationContext context = SpringApplication.run(Echo.class, "--leat.server.port=0",
				"--leat.server.address=127.0.0.1")) {
			int port = context.getEnvironment().getRequiredProperty("local.leat.echo.port", Integer.class);
			try (Client client = new Client(port)) {
				assertThat(client.exchange("first light")).isEqualTo("first light");
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

}
