package dev.leat.test;

import java.nio.charset.StandardCharsets;

import dev.leat.codec.Framing;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Applications under test.
 */
final class TestApplication {

	private TestApplication() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Echo.class)
	static class EchoAndKeyValue {

		@Bean
		HandlerFactory keyValue() {
			return Framing.lines(StandardCharsets.UTF_8)
				.handler((connection, line) -> connection.send(line.isEmpty() ? "nothing" : line));
		}

	}

}
