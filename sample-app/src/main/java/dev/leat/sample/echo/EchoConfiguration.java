package dev.leat.sample.echo;

import dev.leat.reactor.ConnectionHandler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The server {@code echo}.
 */
@Configuration(proxyBeanMethods = false)
class EchoConfiguration {

	@Bean
	ConnectionHandler echo() {
		return (connection, data) -> connection.write(data);
	}

}
