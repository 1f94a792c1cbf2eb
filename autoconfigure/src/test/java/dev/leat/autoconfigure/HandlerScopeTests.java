package dev.leat.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handler beans that are no singletons.
 */
class HandlerScopeTests {

	private static final String REFUSED = "is not a singleton, and the connections of a server share its handler.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withPropertyValues("leat.server.address=127.0.0.1");

	@ParameterizedTest
	@ValueSource(strings = { "leat.server.port=7007", "leat.servers.device-session.port=0",
			"leat.servers.gateway.handler=deviceSession leat.servers.gateway.port=0" })
	void aPrototypeIsNoServer(String properties) {
		this.runner.withUserConfiguration(Prototype.class)
			.withPropertyValues(properties.split(" "))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("The bean 'deviceSession' " + REFUSED)
				.isInstanceOfSatisfying(SetupFailure.class,
						(failure) -> assertThat(failure.action())
							.isEqualTo("Let a HandlerFactory bean make a handler for each connection, or make "
									+ "'deviceSession' a singleton.")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "leat.servers.request.port=0", "leat.servers.gateway.handler=request" })
	void neitherIsABeanOfARequest(String property) {
		this.runner.withUserConfiguration(OfRequest.class)
			.withPropertyValues(property, "leat.server.port=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessage("The bean 'request' " + REFUSED));
	}

	@Test
	void aPrototypeThatIsNotToBeOpenedIsNoMistake() {
		this.runner.withUserConfiguration(Prototype.class)
			.withPropertyValues("leat.servers.device-session.enabled=false")
			.run((context) -> assertThat(context.getBean(LeatServers.class)).isEmpty());
	}

	@Test
	void aFactoryMayMakeOneForEachConnection() {
		this.runner.withUserConfiguration(Prototype.class, Factory.class)
			.withPropertyValues("leat.server.port=0")
			.run((context) -> {
				LeatServers servers = context.getBean(LeatServers.class);
				assertThat(servers).extracting(LeatServer::name).containsExactly("gateway");
				try (Client one = Client.of(servers.get("gateway")); Client other = Client.of(servers.get("gateway"))) {
					assertThat(one.exchange("a")).isEqualTo("1");
					assertThat(one.exchange("a")).isEqualTo("2");
					assertThat(other.exchange("a")).isEqualTo("1");
				}
			});
	}

	@Test
	void aScopedProxyIsASingletonAndServes() {
		this.runner.withUserConfiguration(Proxied.class).withPropertyValues("leat.server.port=0").run((context) -> {
			LeatServers servers = context.getBean(LeatServers.class);
			assertThat(servers).extracting(LeatServer::name).containsExactly("proxied");
			try (Client client = Client.of(servers.get("proxied"))) {
				assertThat(client.exchange("through")).isEqualTo("through");
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		/** Answers how often it was called. */
		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		ConnectionHandler deviceSession() {
			AtomicInteger calls = new AtomicInteger();
			return (connection, data) -> {
				data.position(data.limit());
				connection.write(UTF_8.encode("" + calls.incrementAndGet()));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfRequest {

		@Bean
		@Scope("request")
		ConnectionHandler request() {
			return (connection, data) -> connection.write(data);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factory {

		@Bean
		HandlerFactory gateway(ObjectProvider<ConnectionHandler> sessions) {
			return (connection) -> sessions.getObject();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		static CustomScopeConfigurer refresh() {
			CustomScopeConfigurer scopes = new CustomScopeConfigurer();
			scopes.addScope("refresh", new SimpleThreadScope());
			return scopes;
		}

		@Bean
		@Scope(scopeName = "refresh", proxyMode = ScopedProxyMode.INTERFACES)
		ConnectionHandler proxied() {
			return (connection, data) -> connection.write(data);
		}

	}

}
