package dev.leat.autoconfigure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import dev.leat.codec.FrameHandler;
import dev.leat.codec.Framing;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.ServerListener;
import dev.leat.reactor.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeatServersAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeatServersAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withPropertyValues("leat.server.address=127.0.0.1");

	private final ApplicationContextRunner free = this.runner.withPropertyValues("leat.server.port=0");

	@Test
	void withoutHandlersThereAreNoServers() {
		this.runner.run((context) -> assertThat(context.getBean(LeatServers.class)).isEmpty());
	}

	@Test
	void aPortWithoutAHandlerIsWarnedOf(CapturedOutput output) {
		this.runner.withPropertyValues("leat.server.port=7007")
			.run((context) -> assertThat(context.getBean(LeatServers.class)).isEmpty());
		assertThat(output).contains(
				"leat.server.port is 7007, but no bean is one of ConnectionHandler, HandlerFactory, StreamHandler");
	}

	@Test
	void handlersThatAreNotOpenedAreNotWarnedOf(CapturedOutput output) {
		this.runner.withUserConfiguration(Echo.class)
			.withPropertyValues("leat.server.port=7007", "leat.servers.echo.enabled=false")
			.run((context) -> assertThat(context.getBean(LeatServers.class)).isEmpty());
		assertThat(output).doesNotContain("leat.server.port is");
	}

	@Test
	void aHandlerBeanIsAServerOfItsName() {
		this.free.withUserConfiguration(Echo.class).run((context) -> {
			LeatServer server = context.getBean(LeatServers.class).get("echo");
			assertThat(server.isRunning()).isTrue();
			try (Client client = Client.of(server)) {
				assertThat(client.exchange("hello")).isEqualTo("hello");
			}
		});
	}

	@Test
	void aFactoryBeanOfHandlersIsAServerToo() {
		this.free.withUserConfiguration(Shout.class).run((context) -> {
			try (Client client = Client.of(context.getBean(LeatServers.class).get("shout"))) {
				assertThat(client.exchange("hello\n")).isEqualTo("HELLO\n");
			}
		});
	}

	@Test
	void aStreamHandlerBeanIsAServerTooAndCanListenTwice() {
		this.free.withUserConfiguration(Spell.class)
			.withPropertyValues("leat.servers.again.handler=spell")
			.run((context) -> {
				LeatServers servers = context.getBean(LeatServers.class);
				assertThat(names(servers)).containsExactly("spell", "again");
				try (Client one = Client.of(servers.get("spell")); Client other = Client.of(servers.get("again"))) {
					assertThat(one.send("ab").receive(4)).isEqualTo("a.b.");
					assertThat(other.send("c").receive(2)).isEqualTo("c.");
				}
			});
	}

	@Test
	void handlersOfEveryTypeServeSideBySide() {
		this.free.withUserConfiguration(Spell.class, Shout.class, Echo.class)
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo", "shout",
					"spell"));
	}

	@Test
	void theServersAreFoundByAnySpellingAndInTheOrderOfTheBeans() {
		this.free.withUserConfiguration(KeyValue.class, Echo.class).run((context) -> {
			LeatServers servers = context.getBean(LeatServers.class);
			assertThat(names(servers)).containsExactly("keyValue", "echo");
			assertThat(servers.get("key-value")).isSameAs(servers.get("KEYVALUE"));
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> servers.get("chat"))
				.withMessage("No server is called 'chat', there are [keyValue, echo]");
		});
	}

	@Test
	void twoServersDoNotDisturbEachOther() {
		this.free.withUserConfiguration(Echo.class, Shout.class).run((context) -> {
			LeatServers servers = context.getBean(LeatServers.class);
			try (Client echo = Client.of(servers.get("echo")); Client shout = Client.of(servers.get("shout"))) {
				assertThat(shout.exchange("a\n")).isEqualTo("A\n");
				servers.get("shout").stop();
				assertThat(echo.exchange("a")).isEqualTo("a");
			}
		});
	}

	@Test
	void settingsOfAServerOverlayTheCommonOnes() {
		this.free.withUserConfiguration(Echo.class, Shout.class)
			.withPropertyValues("leat.server.backlog=7", "leat.servers.shout.backlog=8")
			.run((context) -> {
				LeatServers servers = context.getBean(LeatServers.class);
				assertThat(servers.get("echo").config().backlog()).isEqualTo(7);
				assertThat(servers.get("shout").config().backlog()).isEqualTo(8);
			});
	}

	@Test
	void thePortIsShownInTheEnvironment() {
		this.free.withUserConfiguration(KeyValue.class).run((context) -> {
			int port = context.getBean(LeatServers.class).get("keyValue").localAddress().getPort();
			assertThat(context.getEnvironment().getProperty("local.leat.keyValue.port", Integer.class)).isEqualTo(port);
		});
	}

	@Test
	void aPortOfMinusOneOpensNothing() {
		this.free.withUserConfiguration(Echo.class, Shout.class)
			.withPropertyValues("leat.servers.echo.port=-1")
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("shout"));
	}

	@Test
	void aServerThatIsNotEnabledIsNotOpened() {
		this.free.withUserConfiguration(Echo.class, Shout.class)
			.withPropertyValues("leat.servers.shout.enabled=false")
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo"));
	}

	@Test
	void aServerThatIsNotEnabledNeedsNoBeanAndNoPort() {
		this.free.withUserConfiguration(Echo.class)
			.withPropertyValues("leat.servers.gone.enabled=false", "leat.servers.other.port=-1")
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo"));
	}

	@Test
	void nothingIsOpenedWhereLeatIsNotEnabled() {
		this.runner.withUserConfiguration(Echo.class, OwnServer.class)
			.withPropertyValues("leat.enabled=false", "leat.event-loops.thread-name-prefix=off")
			.run((context) -> {
				assertThat(context.getBean(LeatServers.class)).isEmpty();
				assertThat(context.getBean(LeatServer.class).isRunning()).isFalse();
				assertThat(Threads.named("off-")).isEmpty();
			});
	}

	@Test
	void oneHandlerCanListenTwice() {
		this.free.withUserConfiguration(Echo.class)
			.withPropertyValues("leat.servers.admin.handler=echo", "leat.servers.admin.backlog=3")
			.run((context) -> {
				LeatServers servers = context.getBean(LeatServers.class);
				assertThat(names(servers)).containsExactly("echo", "admin");
				assertThat(servers.get("admin").config().backlog()).isEqualTo(3);
				try (Client client = Client.of(servers.get("admin"))) {
					assertThat(client.exchange("twice")).isEqualTo("twice");
				}
			});
	}

	@Test
	void aServerCanBeServedByAnotherBeanThanTheOneOfItsName() {
		this.free.withUserConfiguration(Echo.class, Shout.class)
			.withPropertyValues("leat.servers.echo.handler=shout")
			.run((context) -> {
				try (Client client = Client.of(context.getBean(LeatServers.class).get("echo"))) {
					assertThat(client.exchange("hello\n")).isEqualTo("HELLO\n");
				}
			});
	}

	@Test
	void anEnvironmentVariableDoesNotTakeTheDashOutOfAName() {
		this.runner.withUserConfiguration(Echo.class)
			.withPropertyValues("leat.servers.echo.port=0", "leat.servers.echo-tls.handler=echo",
					"leat.servers.echo-tls.port=7443")
			.withInitializer((context) -> TestPropertyValues.of("LEAT_SERVERS_ECHOTLS_PORT=0")
				.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo",
					"echo-tls"));
	}

	@Test
	void anEnvironmentVariableThatNamesAServerWithoutABeanIsToldOf() {
		this.free.withUserConfiguration(Echo.class)
			.withInitializer(LeatServersAutoConfigurationTests::sharedEnvironment)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessageContaining("properties under 'leat.servers.gateway' (found in \"LEAT_SERVERS_GATEWAY_PORT\"")
				.hasMessageContaining("no handler bean is called 'gateway'"));
	}

	@Test
	void aServerOfTheEnvironmentIsNotMissedWhereItIsNotEnabled() {
		this.free.withUserConfiguration(Echo.class)
			.withInitializer(LeatServersAutoConfigurationTests::sharedEnvironment)
			.withPropertyValues("leat.servers.gateway.enabled=false")
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo"));
	}

	private static void sharedEnvironment(ConfigurableApplicationContext context) {
		TestPropertyValues.of("LEAT_SERVERS_GATEWAY_PORT=7007")
			.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT);
	}

	@Test
	void beansThatAreNoDefaultCandidatesAreNoServersUnlessNamed() {
		this.free.withUserConfiguration(Hidden.class, Echo.class)
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo"));
		this.free.withUserConfiguration(Hidden.class, Echo.class)
			.withPropertyValues("leat.servers.visible.handler=notDefault")
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("echo", "visible"));
	}

	@Test
	void aFrameHandlerThatAnotherBeanUsesIsNotBare() {
		this.free.withUserConfiguration(UsedFrames.class)
			.run((context) -> assertThat(names(context.getBean(LeatServers.class))).containsExactly("lines"));
	}

	@Test
	void aServerThatIsABeanIsStartedAndStoppedLikeTheOthers() {
		this.free.withUserConfiguration(Echo.class, OwnServer.class).run((context) -> {
			LeatServer own = context.getBean(LeatServers.class).get("mine");
			assertThat(own).isSameAs(context.getBean("ownServer"));
			assertThat(context.getEnvironment().getProperty("local.leat.mine.port")).isNotNull();
			try (Client client = Client.of(own)) {
				assertThat(client.exchange("mine")).isEqualTo("mine");
			}
			context.close();
			assertThat(own.isRunning()).isFalse();
		});
	}

	@Test
	void customizersRunAfterThePropertiesInTheirOrder() {
		this.free.withUserConfiguration(Echo.class, Customizers.class)
			.withPropertyValues("leat.server.backlog=1")
			.run((context) -> assertThat(context.getBean(LeatServers.class).get("echo").config())
				.extracting(ServerConfig::backlog, ServerConfig::maxConnections)
				.containsExactly(3, 77));
	}

	@Test
	void whatACustomizerThrowsIsNotTakenForAValueOutOfRange() {
		this.free.withUserConfiguration(Echo.class).withBean(LeatServerCustomizer.class, () -> (name, config) -> {
			throw new IllegalArgumentException("mine");
		})
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isExactlyInstanceOf(IllegalArgumentException.class)
				.hasMessage("mine"));
	}

	@Test
	void listenersThatAreBeansWatchTheServers() {
		this.free.withUserConfiguration(Echo.class, Watcher.class).run((context) -> {
			try (Client client = Client.of(context.getBean(LeatServers.class).get("echo"))) {
				client.exchange("seen");
				assertThat(context.getBean(Watcher.class).opened).hasValue(1);
			}
		});
	}

	@Test
	void listenersThatAreBeansWatchServersThatAreBeansToo() {
		this.free.withUserConfiguration(OwnServer.class, Watcher.class).run((context) -> {
			try (Client client = Client.of(context.getBean(LeatServers.class).get("mine"))) {
				client.exchange("seen");
				assertThat(context.getBean(Watcher.class).opened).hasValue(1);
			}
		});
	}

	@Test
	void aHandlerMayInjectTheServers() {
		this.free.withUserConfiguration(Broadcast.class).run((context) -> {
			LeatServer server = context.getBean(LeatServers.class).get("broadcast");
			try (Client one = Client.of(server); Client other = Client.of(server)) {
				one.send("?");
				assertThat(one.receive(1)).isEqualTo("?");
				other.send("!");
				assertThat(one.receive(1)).isEqualTo("!");
			}
		});
	}

	@Test
	void theApplicationsOwnGroupCarriesTheServers() {
		this.free.withUserConfiguration(Echo.class, OwnGroup.class).run((context) -> {
			Client.of(context.getBean(LeatServers.class).get("echo")).close();
			assertThat(Threads.named("own-loop")).hasSize(1);
		});
	}

	@Test
	void worksWithoutActuatorAndMicrometer() {
		this.free.withUserConfiguration(Echo.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.health",
					"org.springframework.boot.actuate"))
			.run((context) -> assertThat(context.getBean(LeatServers.class).get("echo").isRunning()).isTrue());
	}

	private static List<String> names(LeatServers servers) {
		return StreamSupport.stream(servers.spliterator(), false).map(LeatServer::name).toList();
	}

	private static ConnectionHandler echoing() {
		return (connection, data) -> connection.write(data);
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return echoing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class KeyValue {

		@Bean
		ConnectionHandler keyValue() {
			return echoing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shout {

		@Bean
		HandlerFactory shout() {
			return Framing.lines(StandardCharsets.UTF_8)
				.handler((connection, line) -> connection.send(line.toUpperCase()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Spell {

		@Bean
		StreamHandler spell() {
			return (connection, in, out) -> {
				ByteBuffer letter = ByteBuffer.allocate(1);
				while (in.read(letter.clear()) > 0) {
					out.write(letter.flip());
					out.write(StandardCharsets.UTF_8.encode("."));
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean(defaultCandidate = false)
		ConnectionHandler notDefault() {
			return echoing();
		}

		@Bean(autowireCandidate = false)
		ConnectionHandler notACandidate() {
			return echoing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsedFrames {

		@Bean
		FrameHandler<String, String> frames() {
			return (connection, line) -> connection.send(line);
		}

		@Bean
		HandlerFactory lines(FrameHandler<String, String> frames) {
			return Framing.lines(StandardCharsets.UTF_8).handler(frames);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		LeatServer ownServer(EventLoopGroup loops) {
			return LeatServer.builder("mine").loops(loops).handler(echoing()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnGroup {

		@Bean
		EventLoopGroup ownGroup() {
			return EventLoopGroup.builder().threads(1).threadNamePrefix("own").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		LeatServerCustomizer last() {
			return (name, config) -> config.backlog(3);
		}

		@Bean
		@Order(1)
		LeatServerCustomizer first() {
			return (name, config) -> config.backlog(2).maxConnections("echo".equals(name) ? 77 : 78);
		}

	}

	static class Watcher implements ServerListener {

		final AtomicInteger opened = new AtomicInteger();

		@Override
		public void opened(Connection connection) {
			this.opened.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broadcast {

		@Bean
		ConnectionHandler broadcast(LeatServers servers) {
			return (connection, data) -> servers.get(connection.server()).connections().write(data);
		}

	}

}
