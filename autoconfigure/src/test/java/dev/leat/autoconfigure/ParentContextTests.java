package dev.leat.autoconfigure;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.LeatServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context, the one above it, and properties that both see.
 */
class ParentContextTests {

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0");

	private final ApplicationContextRunner runner = this.bare.withPropertyValues("leat.servers.echo.backlog=7",
			"leat.servers.echo-tls.handler=echo");

	@Test
	void serversOfTheParentAreLeftToIt() {
		this.runner.withUserConfiguration(Echo.class).run((parent) -> this.runner.withParent(parent).run((child) -> {
			assertThat(child.getBean(LeatServers.class)).isEmpty();
			assertThat(parent.getBean(LeatServers.class)).extracting(LeatServer::name)
				.containsExactly("echo", "echo-tls");
		}));
	}

	@Test
	void serversOfAContextFurtherUpAreLeftToIt() {
		this.runner.withUserConfiguration(Echo.class)
			.run((top) -> this.runner.withParent(top)
				.run((parent) -> this.runner.withParent(parent)
					.run((child) -> assertThat(child.getBean(LeatServers.class)).isEmpty())));
	}

	@Test
	void aServerOfTheChildIsOpenedBesideThoseOfTheParent() {
		this.runner.withUserConfiguration(Echo.class)
			.run((parent) -> this.runner.withParent(parent)
				.withUserConfiguration(Other.class)
				.run((child) -> assertThat(child.getBean(LeatServers.class)).extracting(LeatServer::name)
					.containsExactly("other")));
	}

	@Test
	void aHandlerOfTheParentMayServeWhatOnlyTheChildNames() {
		this.bare.withUserConfiguration(Echo.class)
			.run((parent) -> this.bare.withParent(parent)
				.withPropertyValues("leat.servers.second.handler=echo")
				.run((child) -> {
					LeatServers servers = child.getBean(LeatServers.class);
					assertThat(servers).extracting(LeatServer::name).containsExactly("second");
					try (Client client = Client.of(servers.get("second"))) {
						assertThat(client.exchange("shared")).isEqualTo("shared");
					}
				}));
	}

	@Test
	void theChildSeesThePortsOfItsParentToo() {
		this.bare.withUserConfiguration(Echo.class)
			.run((parent) -> this.bare.withParent(parent).withUserConfiguration(Other.class).run((child) -> {
				String port = parent.getEnvironment().getProperty("local.leat.echo.port");
				assertThat(port).isNotNull();
				assertThat(child.getEnvironment().getProperty("local.leat.echo.port")).isEqualTo(port);
				assertThat(child.getEnvironment().getProperty("local.leat.other.port")).isNotNull();
			}));
	}

	@Test
	void whatNeitherServesFailsTheStartOfTheChild() {
		this.bare.withUserConfiguration(Echo.class)
			.run((parent) -> this.bare.withParent(parent)
				.withPropertyValues("leat.servers.ehco.port=0")
				.run((child) -> assertThat(child).getFailure()
					.rootCause()
					.isInstanceOf(SetupFailure.class)
					.hasMessageContaining("no handler bean is called 'ehco'")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Other {

		@Bean
		ConnectionHandler other() {
			return (connection, data) -> connection.write(data);
		}

	}

}
