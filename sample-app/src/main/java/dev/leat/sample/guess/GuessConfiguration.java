package dev.leat.sample.guess;

import java.util.concurrent.ThreadLocalRandom;

import dev.leat.reactor.StreamHandler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The server {@code guess}.
 */
@Configuration(proxyBeanMethods = false)
class GuessConfiguration {

	@Bean
	StreamHandler guess() {
		return new GuessGame(() -> ThreadLocalRandom.current().nextInt(1, GuessGame.HIGHEST + 1));
	}

}
