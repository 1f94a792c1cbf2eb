package dev.leat.test;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link LocalLeatPort}.
 */
class LocalLeatPortTests {

	@Nested
	@SpringBootTest(classes = TestApplication.Echo.class)
	class OneServer {

		@LocalLeatPort
		private int port;

		@Value("${local.leat.echo.port}")
		private int shown;

		@Test
		void needsNoName() {
			assertThat(this.port).isPositive().isEqualTo(this.shown);
			try (TestClient client = TestClient.connect(this.port)) {
				assertThat(client.send("hello").receiveText(5)).isEqualTo("hello");
			}
		}

		@Test
		void reachesParametersToo(@LocalLeatPort("ECHO") Integer parameter) {
			assertThat(parameter).isEqualTo(this.port);
		}

	}

	@Nested
	@SpringBootTest(classes = { TestApplication.EchoAndKeyValue.class, Late.class })
	class TwoServers {

		@LocalLeatPort("echo")
		private int echo;

		@LocalLeatPort("key-value")
		private int keyValue;

		@Autowired
		private ObjectProvider<Unnamed> unnamed;

		@Autowired
		private ObjectProvider<Unknown> unknown;

		@Test
		void areToldApartByTheirNames() {
			assertThat(this.echo).isNotEqualTo(this.keyValue);
			try (TestClient client = TestClient.connect(this.keyValue)) {
				assertThat(client.send("\r\n").receiveLine()).isEqualTo("nothing");
			}
		}

		@Test
		void needAName() {
			assertThatException().isThrownBy(this.unnamed::getObject)
				.havingRootCause()
				.withMessage("@LocalLeatPort needs the name of a server, there are [echo, keyValue]");
		}

		@Test
		void needAKnownName() {
			assertThatException().isThrownBy(this.unknown::getObject)
				.havingRootCause()
				.withMessage("No server is called 'chat', there are [echo, keyValue]");
		}

	}

	@Nested
	@DirtiesContext
	@SpringBootTest(classes = { TestApplication.Echo.class, Late.class })
	class Stopped {

		@Autowired
		private ConfigurableApplicationContext context;

		@Test
		void hasNoPort() {
			this.context.stop();
			assertThatException().isThrownBy(() -> this.context.getBean(Unnamed.class))
				.havingRootCause()
				.withMessage("Server 'echo' does not listen");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		@Scope("prototype")
		Unnamed unnamed(@LocalLeatPort int port) {
			return new Unnamed(port);
		}

		@Bean
		@Scope("prototype")
		Unknown unknown(@LocalLeatPort("chat") int port) {
			return new Unknown(port);
		}

	}

	record Unnamed(int port) {
	}

	record Unknown(int port) {
	}

}
