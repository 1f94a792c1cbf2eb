package dev.leat.readme;

import dev.leat.reactor.ConnectionHandler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class EchoApplication {

	public static void main(String[] args) {
		SpringApplication.run(EchoApplication.class, args);
	}

	@Bean
	ConnectionHandler echo() {
		return (connection, data) -> connection.write(data);
	}

}
