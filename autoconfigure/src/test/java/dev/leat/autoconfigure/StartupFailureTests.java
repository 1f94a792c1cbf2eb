package dev.leat.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.leat.codec.FrameHandler;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ReadHalf;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.StreamHandler;
import dev.leat.reactor.WriteHalf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each way in which servers cannot start gives one message that says what was found and
 * which property to set, and leaves no thread.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	static Stream<Arguments> failures() {
		return Stream.of(
				arguments(Echo.class, "leat.server.backlog=5", "Server 'echo' has no port, and there is no default.",
						"Set leat.servers.echo.port or leat.server.port: 0 is any free port, -1 opens none."),
				arguments(Echo.class, "leat.server.port=0 leat.server.address=192.0.2.1",
						"Server 'echo' could not start: the address 192.0.2.1 does not belong to this machine.",
						"Set leat.servers.echo.address or leat.server.address to an address of this machine"),
				arguments(Echo.class, "leat.server.port=0 leat.servers.ehco.port=0",
						"There are properties under 'leat.servers.ehco' (found in \"leat.servers.ehco.port\" from property source "
								+ "\"defaultProperties\"), but no handler bean is called 'ehco'.",
						"Did you mean leat.servers.echo?"),
				arguments(Echo.class, "leat.server.port=0 leat.servers.gateway.port=0",
						"There are properties under 'leat.servers.gateway' (found in \"leat.servers.gateway.port\" from property "
								+ "source \"defaultProperties\"), but no handler bean is called 'gateway'.",
						"Name a handler bean 'gateway', or set leat.servers.gateway.handler to one of the handler "
								+ "beans: [echo]. Where this application is to have no such server, set "
								+ "leat.servers.gateway.enabled to false."),
				arguments(Echo.class, "leat.server.port=0 leat.servers.echo.handler=nobody",
						"Server 'echo' names the handler bean 'nobody', which does not exist.",
						"Set leat.servers.echo.handler to one of the handler beans: [echo]."),
				arguments(Echo.class, "leat.server.port=0 leat.servers.echo.handler=environment",
						"Server 'echo' names the handler bean 'environment', which is none of ConnectionHandler, "
								+ "HandlerFactory, StreamHandler.",
						"Set leat.servers.echo.handler"),
				arguments(Alike.class, "leat.server.port=0", "The servers 'keyValue' and 'key_value' are alike in name",
						"Rename one of the beans."),
				arguments(OwnAlike.class, "leat.server.port=0", "The servers 'echo' and 'ECHO' are alike in name",
						"Rename one of the beans."),
				arguments(Two.class, "leat.server.port=45678", "The servers 'one' and 'two' both want port 45678.",
						"Set leat.servers.one.port or leat.servers.two.port to another port"),
				arguments(Own.class, "leat.server.port=45678 own.port=45678",
						"The servers 'echo' and 'mine' both want port 45678.",
						"Set leat.servers.echo.port or the port in the ServerConfig of 'mine' to another port"),
				arguments(Both.class, "leat.server.port=0",
						"The bean 'both' is of 2 handler types: ConnectionHandler, HandlerFactory.",
						"Let " + BothHandler.class.getName() + " implement one of them."),
				arguments(All.class, "leat.server.port=0",
						"The bean 'all' is of 3 handler types: ConnectionHandler, HandlerFactory, StreamHandler.",
						"Let " + AllHandler.class.getName() + " implement one of them."),
				arguments(Bare.class, "leat.server.port=0",
						"The bean 'frames' is a FrameHandler, and nothing says how its frames begin and end.",
						"Make a HandlerFactory bean of it"),
				arguments(Echo.class, "leat.server.port=0 leat.server.deny=10.0.0.0/8,10.0.0.1/40",
						"Server 'echo' cannot be built: deny has '10.0.0.1/40', it must be an address with a prefix of 0 to 32 bits.",
						"Change leat.servers.echo.deny or leat.server.deny."),
				arguments(Echo.class, "leat.server.port=0 leat.server.proxy-protocol.mode=required",
						"Server 'echo' cannot be built: proxy-protocol.trusted-proxies is empty, it must say whose headers are believed.",
						"Change leat.servers.echo.proxy-protocol.trusted-proxies or leat.server.proxy-protocol.trusted-proxies."),
				arguments(Echo.class, "leat.server.port=70000",
						"Server 'echo' cannot be built: port is 70000, it must be 0 to 65535.",
						"Change leat.servers.echo.port or leat.server.port."),
				arguments(Echo.class, "leat.server.port=0 leat.servers.echo.max-connections=0",
						"Server 'echo' cannot be built: max-connections is 0, it must be 1 or more.",
						"Change leat.servers.echo.max-connections or leat.server.max-connections."),
				arguments(Echo.class, "leat.server.port=0 leat.server.write.low-water-mark=1MB",
						"Server 'echo' cannot be built: write.low-water-mark is 1048576",
						"Change leat.servers.echo.write.low-water-mark or leat.server.write.low-water-mark."),
				arguments(Echo.class, "leat.server.port=0 leat.server.shutdown.grace-period=-5s",
						"Server 'echo' cannot be built: shutdown.grace-period is PT-5S, it must be zero or more.",
						"Change leat.servers.echo.shutdown.grace-period or leat.server.shutdown.grace-period."),
				arguments(Echo.class, "leat.server.port=0 leat.server.ssl.bundle=none",
						"Server 'echo' names the SSL bundle 'none', which does not exist.",
						"Set leat.servers.echo.ssl.bundle or leat.server.ssl.bundle to one of the SSL bundles [], "
								+ "or define it under spring.ssl.bundle."),
				arguments(Echo.class, "leat.server.port=0 leat.server.ssl.enabled=true",
						"Server 'echo' is to speak TLS, but no SSL bundle is named.",
						"Set leat.servers.echo.ssl.bundle or leat.server.ssl.bundle to the name of an SSL bundle."),
				arguments(Echo.class, "leat.server.port=many", "Property: leat.server.port", "Update your application"),
				arguments(Echo.class, "leat.server.port=0 leat.event-loops.threads=-2",
						"The event loops cannot be built: threads is -2, it must be 0 or more.",
						"Change leat.event-loops.threads."),
				arguments(Echo.class, "leat.server.port=0 leat.server.idle-timout=1s",
						"The property 'leat.server.idle-timout' does not exist",
						"Did you mean 'leat.server.idle-timeout'?"));
	}

	@ParameterizedTest(name = "{1} with {0}")
	@MethodSource("failures")
	void saysWhatWasFoundAndWhatToSet(Class<?> application, String properties, String description, String action,
			CapturedOutput output) {
		fail(application, properties.split(" "));
		assertThat(message(output)).contains("APPLICATION FAILED TO START").contains(description).contains(action);
		Threads.awaitNone("failing-");
	}

	@Test
	void aPortThatIsTaken(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = taken.getLocalPort();
			fail(Echo.class, "leat.server.address=127.0.0.1", "leat.server.port=" + port);
			assertThat(message(output))
				.contains("Server 'echo' could not start: port " + port + " is already in use on 127.0.0.1.")
				.contains("Stop the process that listens there, or set leat.servers.echo.port or leat.server.port "
						+ "to another port (0 for any free one).");
			Threads.awaitNone("failing-");
		}
	}

	@Test
	void aPortThatIsTakenForAServerOfTheApplicationItself(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = taken.getLocalPort();
			fail(Own.class, "leat.server.port=0", "own.port=" + port);
			assertThat(message(output))
				.contains("Server 'mine' could not start: port " + port + " is already in use on 127.0.0.1.")
				.contains("Stop the process that listens there, or set the port in the ServerConfig of 'mine' "
						+ "to another port (0 for any free one).");
			Threads.awaitNone("failing-");
		}
	}

	@Test
	@DisplayName("a port that is taken for a handler that is no bean definition, and is not known any more by then")
	void aPortThatIsTakenForASingletonThatWasRegistered(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SpringApplicationBuilder application = application(Empty.class)
				.initializers((context) -> context.getBeanFactory().registerSingleton("echo", echoing()));
			fail(application, "leat.server.address=127.0.0.1", "leat.server.port=" + taken.getLocalPort());
			assertThat(message(output)).contains("set leat.servers.echo.port or leat.server.port to another port")
				.doesNotContain("ServerConfig");
			Threads.awaitNone("failing-");
		}
	}

	@Test
	void noBeanIsMadeToSayThatAPortIsTaken(CapturedOutput output) throws IOException {
		AtomicInteger made = new AtomicInteger();
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SpringApplicationBuilder application = application(Echo.class)
				.initializers((context) -> define(context, made));
			fail(application, "leat.server.address=127.0.0.1", "leat.server.port=" + taken.getLocalPort());
			assertThat(message(output)).contains("set leat.servers.echo.port or leat.server.port to another port");
			assertThat(made).hasValue(1);
			Threads.awaitNone("failing-");
		}
	}

	/** Defines a factory bean of which only itself can say what it makes. */
	private static void define(ConfigurableApplicationContext context, AtomicInteger made) {
		((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("raw",
				new RootBeanDefinition(FactoryBean.class, () -> {
					made.incrementAndGet();
					return new TextFactory();
				}));
	}

	@Test
	void theMessageIsTheOnlyOne(CapturedOutput output) {
		fail(Echo.class);
		assertThat(output.getAll().split("has no port", -1)).hasSize(2);
		assertThat(output).doesNotContain("\tat ");
	}

	private static void fail(Class<?> application, String... properties) {
		fail(application(application), properties);
	}

	private static void fail(SpringApplicationBuilder application, String... properties) {
		assertThatException().isThrownBy(() -> application.properties(properties).run().close());
	}

	private static SpringApplicationBuilder application(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties("leat.event-loops.thread-name-prefix=failing");
	}

	/** What was printed, however its lines are broken. */
	private static String message(CapturedOutput output) {
		return output.getAll().replaceAll("\\s+", " ");
	}

	private static ConnectionHandler echoing() {
		return (connection, data) -> connection.write(data);
	}

	private static final class TextFactory implements FactoryBean<String> {

		@Override
		public String getObject() {
			return "text";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return echoing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Own {

		@Bean
		ConnectionHandler echo() {
			return echoing();
		}

		@Bean
		LeatServer own(EventLoopGroup loops, @Value("${own.port}") int port) {
			return LeatServer.builder("mine")
				.loops(loops)
				.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).port(port).build())
				.handler(echoing())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Two {

		@Bean
		ConnectionHandler one() {
			return echoing();
		}

		@Bean
		ConnectionHandler two() {
			return echoing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Alike {

		@Bean
		ConnectionHandler keyValue() {
			return echoing();
		}

		@Bean
		ConnectionHandler key_value() {
			return echoing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnAlike {

		@Bean
		ConnectionHandler echo() {
			return echoing();
		}

		@Bean
		LeatServer own() {
			return LeatServer.builder("ECHO").handler(echoing()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Both {

		@Bean
		BothHandler both() {
			return new BothHandler();
		}

	}

	static class BothHandler implements ConnectionHandler, HandlerFactory {

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			connection.write(data);
		}

		@Override
		public ConnectionHandler create(Connection connection) {
			return this;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class All {

		@Bean
		AllHandler all() {
			return new AllHandler();
		}

	}

	static class AllHandler extends BothHandler implements StreamHandler {

		@Override
		public void handle(Connection connection, ReadHalf in, WriteHalf out) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Bare {

		@Bean
		FrameHandler<String, String> frames() {
			return (connection, line) -> connection.send(line);
		}

	}

}
