package dev.leat.test;

import java.util.Map;

import dev.leat.autoconfigure.LeatServerCustomizer;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FreePorts}. The {@code application.properties} of these tests fix a
 * port.
 */
class FreePortsTests {

	private static final int FIXED = 45_679;

	private static final String ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	@Nested
	@SpringBootTest(classes = TestApplication.EchoAndKeyValue.class)
	class ByDefault {

		@Autowired
		private LeatServers servers;

		@Test
		void thePortsOfTheApplicationDoNotCount() {
			assertThat(this.servers).allSatisfy((server) -> assertThat(server.config().port()).isZero());
			assertThat(this.servers.get("echo").localAddress().getPort()).isNotEqualTo(7007);
		}

	}

	@Nested
	@SpringBootTest(classes = TestApplication.EchoAndKeyValue.class, properties = "leat.servers.key-value.port=-1")
	class AServerThatTheTestDoesNotWant {

		@Autowired
		private LeatServers servers;

		@Test
		void isNotOpened() {
			assertThat(this.servers).singleElement().extracting((server) -> server.name()).isEqualTo("echo");
		}

	}

	@Test
	void inlinedPropertiesOfOneServerHoldForIt() {
		MockServers servers = new MockServers();
		servers.test("leat.servers.key-value.port", FIXED);
		assertThat(servers.port("keyValue")).isEqualTo(FIXED);
		assertThat(servers.port("echo")).isZero();
	}

	@Test
	void inlinedPropertiesOfAllServersHoldForEach() {
		MockServers servers = new MockServers();
		servers.test("leat.server.port", FIXED);
		assertThat(servers.port("keyValue")).isEqualTo(FIXED);
		assertThat(servers.port("echo")).isEqualTo(FIXED);
	}

	@Test
	void theEnvironmentAndFilesDoNotCount() {
		MockServers servers = new MockServers();
		servers.environment.getPropertySources()
			.replace(ENVIRONMENT, new SystemEnvironmentPropertySource(ENVIRONMENT, Map.of("LEAT_SERVER_PORT", 1)));
		servers.environment.getPropertySources()
			.addLast(new MapPropertySource("file", Map.of("leat.servers.echo.port", 1)));
		assertThat(servers.port("echo")).isZero();
	}

	@Test
	void aServerWithoutAPortGetsOneToo() {
		MockServers servers = new MockServers();
		assertThat(servers.environment.getProperty("leat.server.port")).isEqualTo("0");
	}

	/** Customizes servers whose properties say {@link #FIXED}. */
	private static final class MockServers {

		private final StandardEnvironment environment = new StandardEnvironment();

		private final LeatServerCustomizer customizer = FreePorts.in(this.environment);

		void test(String key, int value) {
			this.environment.getPropertySources().addFirst(new MapPropertySource("Inlined", Map.of(key, value)));
		}

		int port(String name) {
			ServerConfig.Builder config = ServerConfig.builder().port(FIXED);
			this.customizer.customize(name, config);
			return config.build().port();
		}

	}

	@Nested
	@SpringBootTest(classes = TestApplication.EchoAndKeyValue.class)
	@TestPropertySource(properties = "leat.servers.keyValue.backlog=7")
	class OtherProperties {

		@DynamicPropertySource
		static void dynamic(DynamicPropertyRegistry properties) {
			properties.add("leat.servers.echo.backlog", () -> 8);
		}

		@Autowired
		private LeatServers servers;

		@Test
		void areAsTheTestSays() {
			assertThat(this.servers.get("keyValue").config().backlog()).isEqualTo(7);
			assertThat(this.servers.get("echo").config().backlog()).isEqualTo(8);
		}

	}

}
