package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of a server that the application has built itself.
 */
class OwnServerPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class));

	@Test
	void itsTimesToShutDownAreFollowed() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.server.shutdown.grace-period=9s", "leat.servers.mine.shutdown.grace-period=5s",
					"leat.servers.mine.shutdown.quiet-period=1ms")
			.run((context) -> {
				List<Duration> graces = context.getBean(Own.class).graces;
				assertThat(context.getBean(LeatServers.class).get("mine").isRunning()).isTrue();
				context.close();
				assertThat(graces).containsExactly(Duration.ofSeconds(5));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "port=7007", "enabled=false", "handler=mine", "idle-timeout=1s", "deny[0]=10.0.0.0/8",
			"shutdown.max-close-rate=1" })
	void whatItDoesNotFollowFailsTheStart(String property) {
		String name = "leat.servers.mine." + property.split("=")[0];
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.servers.mine." + property, "leat.servers.mine.shutdown.grace-period=5s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessage("Server 'mine' is built by the application, and does not follow " + name + " (found in \""
						+ name + "\" from property source \"test\")."));
	}

	@Test
	void allThatItDoesNotFollowIsToldAtOnceWithWhatToDo() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.servers.mine.port=7007", "leat.servers.mine.backlog=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("leat.servers.mine.port")
				.hasMessageContaining("leat.servers.mine.backlog")
				.isInstanceOfSatisfying(SetupFailure.class,
						(failure) -> assertThat(failure.action()).isEqualTo("Say it in the ServerConfig of that "
								+ "LeatServer instead. Of the properties under leat.servers.mine it follows "
								+ "shutdown.grace-period and shutdown.quiet-period only.")));
	}

	@Test
	void whatItFollowsHasToBeInRange() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.servers.mine.shutdown.grace-period=-5s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessageContaining("shutdown.grace-period is PT-5S, it must be zero or more"));
	}

	@Test
	void whatIsSetForAllServersIsNoMistake() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.server.port=7007", "leat.server.backlog=1")
			.run((context) -> assertThat(context.getBean(LeatServers.class).get("mine").config().backlog())
				.isEqualTo(ServerConfig.builder().build().backlog()));
	}

	@Test
	void propertiesOfAServerOfTheParentAreNoConcernOfTheChild() {
		ApplicationContextRunner configured = this.runner
			.withPropertyValues("leat.servers.mine.shutdown.grace-period=5s");
		configured.withUserConfiguration(Own.class)
			.run((parent) -> configured.withParent(parent)
				.run((child) -> assertThat(child.getBean(LeatServers.class)).isEmpty()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		final List<Duration> graces = new CopyOnWriteArrayList<>();

		@Bean
		LeatServer own(EventLoopGroup loops) {
			return LeatServer.builder("mine")
				.loops(loops)
				.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).build())
				.handler((connection, data) -> connection.write(data))
				.build();
		}

		@EventListener
		void draining(LeatServerEvent.Draining event) {
			this.graces.add(event.grace());
		}

	}

}
