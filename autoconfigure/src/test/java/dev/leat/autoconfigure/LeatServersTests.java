package dev.leat.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.leat.reactor.ConnectionHandler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeatServers}.
 */
class LeatServersTests {

	private static final String WHILE_BUILT = "The servers are asked for while they are being built";

	@Test
	void whoAsksForTheServersWhileTheyAreBuiltIsToldSo() {
		AtomicReference<LeatServers> servers = new AtomicReference<>();
		servers.set(new LeatServers(() -> servers.get().all()));
		assertThatExceptionOfType(SetupFailure.class).isThrownBy(servers.get()::all)
			.withMessageStartingWith(WHILE_BUILT)
			.extracting(SetupFailure::action)
			.asString()
			.contains("ask LeatServers later");
	}

	@Test
	void serversThatCouldNotBeBuiltAreBuiltWhenTheyAreAskedForAgain() {
		AtomicInteger times = new AtomicInteger();
		LeatServers servers = new LeatServers(() -> {
			if (times.incrementAndGet() == 1) {
				throw new IllegalStateException("not yet");
			}
			return List.of();
		});
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(servers::all).withMessage("not yet");
		assertThat(servers.all()).isSameAs(servers.all()).isEmpty();
		assertThat(times).hasValue(2);
	}

	@Test
	void aLazyHandlerThatAsksWhileItIsMadeFailsTheStart() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
			.withUserConfiguration(Impatient.class)
			.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessageStartingWith(WHILE_BUILT));
	}

	@Configuration(proxyBeanMethods = false)
	static class Impatient {

		@Bean
		@Lazy
		ConnectionHandler impatient(LeatServers servers) {
			String name = servers.get("impatient").name();
			return (connection, data) -> connection.label(name);
		}

	}

}
