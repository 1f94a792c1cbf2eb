package dev.leat.autoconfigure;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.TlsConfig;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EffectiveSettings}.
 */
class EffectiveSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withUserConfiguration(Echo.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0", "leat.event-loops.threads=0");

	private static Map<String, ServerSetting> of(AssertableApplicationContext context, String server) {
		List<ServerSetting> settings = context.getBean(EffectiveSettings.class)
			.of(context.getBean(LeatServers.class).get(server));
		return settings.stream().collect(Collectors.toMap(ServerSetting::name, Function.identity()));
	}

	@Test
	void everyPropertyOfAServerIsToldButThoseThatOpenIt() {
		this.runner.run((context) -> assertThat(of(context, "echo").keySet()).containsExactlyInAnyOrderElementsOf(
				PropertyNames.of(ConfigurationPropertyName.EMPTY, ServerProperties.class)
					.stream()
					.map(ConfigurationPropertyName::toString)
					.toList()));
	}

	@Test
	void aDefaultIsOne() {
		this.runner.run((context) -> {
			assertThat(of(context, "echo")).contains(entry("idle-timeout", 300.0, "seconds", "default"),
					entry("write.overflow", "close", null, "default"),
					entry("write.max-pending", 8L << 20, "bytes", "default"),
					entry("socket.send-buffer", null, null, "default"), entry("ssl.enabled", false, null, "default"),
					entry("proxy-protocol.mode", "off", null, "default"), entry("allow", List.of(), null, "default"));
			assertThat((Integer) of(context, "echo").get("max-connections").value()).isPositive();
		});
	}

	@Test
	void theServersOwnPropertyWinsAndIsNamed() {
		this.runner
			.withPropertyValues("leat.server.idle-timeout=20s", "leat.server.write-timeout=1500ms",
					"leat.servers.echo.idle-timeout=30s", "leat.servers.echo.linger.bytes=1MB")
			.run((context) -> assertThat(of(context, "echo")).contains(
					entry("idle-timeout", 30.0, "seconds", "leat.servers.echo.idle-timeout"),
					entry("write-timeout", 1.5, "seconds", "leat.server.write-timeout"),
					entry("linger.bytes", 1L << 20, "bytes", "leat.servers.echo.linger.bytes")));
	}

	@Test
	void theOriginIsAFileAndALineWhereSpringBootKnowsIt() {
		this.runner.withInitializer((context) -> {
			try {
				context.getEnvironment()
					.getPropertySources()
					.addFirst(new PropertiesPropertySourceLoader()
						.load("mine", new ByteArrayResource("\nleat.server.backlog=77".getBytes(), "mine.properties"))
						.get(0));
			}
			catch (java.io.IOException ex) {
				throw new AssertionError(ex);
			}
		})
			.run((context) -> assertThat(of(context, "echo").get("backlog").origin()).contains("mine.properties")
				.contains("2:21"));
	}

	@Test
	void whatACustomizerHasChangedIsItsDoing() {
		this.runner.withUserConfiguration(Customized.class)
			.withPropertyValues("leat.server.idle-timeout=20s", "leat.server.backlog=10")
			.run((context) -> assertThat(of(context, "echo")).contains(entry("idle-timeout", 7.0, "seconds", "code"),
					entry("backlog", 10, null, "leat.server.backlog")));
	}

	@Test
	void soIsTlsThatItHasBrought() {
		this.runner.withUserConfiguration(Secured.class)
			.withPropertyValues("leat.server.ssl.client-auth=none")
			.run((context) -> assertThat(of(context, "echo")).contains(entry("ssl.enabled", true, null, "code"),
					entry("ssl.client-auth", "need", null, "code"),
					entry("ssl.handshake-timeout", 10.0, "seconds", "code"),
					entry("idle-timeout", 300.0, "seconds", "default")));
	}

	@Test
	void whatOnlyACustomizerHasMadePossibleIsItsDoing() {
		this.runner.withBean(LeatServerCustomizer.class, () -> (name, config) -> config.writeLowWaterMark(8192))
			.withPropertyValues("leat.server.write.high-water-mark=16KB", "leat.server.shutdown.grace-period=5s")
			.run((context) -> assertThat(of(context, "echo")).contains(
					entry("write.low-water-mark", 8192L, "bytes", "code"),
					entry("shutdown.grace-period", 5.0, "seconds", "leat.server.shutdown.grace-period")));
	}

	@Test
	void aShutdownThatSpringsPhaseShortensIsToldAsItIsInForce() {
		this.runner.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
			.withPropertyValues("leat.server.shutdown.quiet-period=50ms", "leat.servers.echo.shutdown.grace-period=25s",
					"spring.lifecycle.timeout-per-shutdown-phase=20s")
			.run((context) -> assertThat(of(context, "echo")).contains(
					entry("shutdown.quiet-period", 0.05, "seconds", "leat.server.shutdown.quiet-period"),
					entry("shutdown.grace-period", 18.95, "seconds", "leat.servers.echo.shutdown.grace-period")));
	}

	@Test
	void aServerThatTheApplicationMakesIsItsDoing() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.server.idle-timeout=20s")
			.run((context) -> assertThat(of(context, "mine")).contains(entry("idle-timeout", 9.0, "seconds", "code"))
				.allSatisfy((name, setting) -> assertThat(setting.source())
					.isEqualTo(name.matches("shutdown\\.(quiet|grace)-period") ? "default" : "code")));
	}

	@Test
	void howLongThatServerTakesToShutDownIsSetByProperties() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.server.shutdown.grace-period=5s", "leat.server.shutdown.max-close-rate=7")
			.run((context) -> assertThat(of(context, "mine")).contains(
					entry("shutdown.quiet-period", 0.0, "seconds", "default"),
					entry("shutdown.grace-period", 5.0, "seconds", "leat.server.shutdown.grace-period"),
					entry("shutdown.max-close-rate", 500, null, "code")));
	}

	@Test
	void howLongThatServerTakesToShutDownIsSetByItsNameToo() {
		this.runner.withUserConfiguration(Own.class)
			.withPropertyValues("leat.server.shutdown.quiet-period=1ms", "leat.server.shutdown.grace-period=9s",
					"leat.servers.mine.shutdown.grace-period=5s")
			.run((context) -> assertThat(of(context, "mine")).contains(
					entry("shutdown.quiet-period", 0.001, "seconds", "leat.server.shutdown.quiet-period"),
					entry("shutdown.grace-period", 5.0, "seconds", "leat.servers.mine.shutdown.grace-period")));
	}

	private static Map.Entry<String, ServerSetting> entry(String name, Object value, String unit, String source) {
		return new java.util.AbstractMap.SimpleEntry<>(name,
				new ServerSetting(name, value, unit, source, source.startsWith("leat.") ? origin(source) : null));
	}

	private static String origin(String property) {
		return "\"" + property + "\" from property source \"test\"";
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		LeatServerCustomizer customizer() {
			return (name, config) -> config.idleTimeout(Duration.ofSeconds(7));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Secured {

		@Bean
		LeatServerCustomizer customizer() throws NoSuchAlgorithmException {
			TlsConfig tls = TlsConfig.builder(SSLContext.getDefault()).clientAuth(TlsConfig.ClientAuth.NEED).build();
			return (name, config) -> config.tls(tls);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		LeatServer own(EventLoopGroup loops) {
			return LeatServer.builder("mine")
				.loops(loops)
				.config(ServerConfig.builder()
					.address(java.net.InetAddress.getLoopbackAddress())
					.idleTimeout(Duration.ofSeconds(9))
					.build())
				.handler((connection, data) -> connection.write(data))
				.build();
		}

	}

}
