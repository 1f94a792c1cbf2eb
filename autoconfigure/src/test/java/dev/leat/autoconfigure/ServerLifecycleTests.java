package dev.leat.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.leat.reactor.BindFailure;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerStartStopLifecycle} and {@link ServerDrainLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServerLifecycleTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withUserConfiguration(Servers.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0");

	@Test
	void bothPhasesLieWhereSpringBootsWebServersHaveTheirs() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ServerStartStopLifecycle.class).getPhase())
				.isEqualTo(SmartLifecycle.DEFAULT_PHASE - 2048);
			assertThat(context.getBean(ServerDrainLifecycle.class).getPhase())
				.isEqualTo(SmartLifecycle.DEFAULT_PHASE - 1024);
		});
	}

	@Test
	void neitherPauses() {
		this.runner.run((context) -> assertThat(context.getBeansOfType(SmartLifecycle.class).values())
			.filteredOn((lifecycle) -> lifecycle.getClass().getPackageName().startsWith("dev.leat"))
			.hasSize(2)
			.noneMatch(SmartLifecycle::isPauseable));
	}

	@Test
	void serversServeWhileTheContextIsPausedAndAfterwards() {
		this.runner.run((context) -> {
			try (Client client = Client.of(server(context, "echo"))) {
				context.pause();
				assertThat(client.exchange("paused")).isEqualTo("paused");
				context.restart();
				assertThat(client.exchange("resumed")).isEqualTo("resumed");
			}
			assertThat(context.getBean(Events.class).seen).containsExactly("Started echo", "Started keeper");
		});
	}

	@Test
	@DisplayName("FD6 readiness is refused before the listener closes, and the drain is told from its begin to its end")
	void tellsOfStartDrainAndStopInOrderAndRefusesTrafficBeforeTheDrain() {
		this.runner.run((context) -> {
			List<String> events = context.getBean(Events.class).seen;
			assertThat(events).containsExactly("Started echo", "Started keeper");
			context.close();
			assertThat(events.subList(2, events.size())).filteredOn((event) -> !event.startsWith("Drained"))
				.containsExactly("REFUSING_TRAFFIC", "Draining echo PT25S", "Draining keeper PT25S", "Stopped echo",
						"Stopped keeper");
			assertThat(events).containsSubsequence("Draining echo PT25S", "Drained echo", "Stopped echo")
				.containsSubsequence("Draining keeper PT25S", "Drained keeper", "Stopped keeper");
		});
	}

	@Test
	void withoutServersReadinessIsNotTouched() {
		this.runner.withPropertyValues("leat.enabled=false").run((context) -> {
			Events events = context.getBean(Events.class);
			context.close();
			assertThat(events.seen).isEmpty();
		});
	}

	@Test
	void stopAndStartListenOnTheSamePort() throws IOException {
		try (Socket reserved = reservedPort()) {
			int port = reserved.getLocalPort();
			this.runner.withPropertyValues("leat.servers.echo.port=" + port).run((context) -> {
				context.stop();
				assertThat(context.getEnvironment().getProperty("local.leat.echo.port")).isNull();
				assertThat(server(context, "echo").isRunning()).isFalse();
				context.start();
				assertThat(context.getEnvironment().getProperty("local.leat.echo.port")).isEqualTo("" + port);
				try (Client client = new Client(port)) {
					assertThat(client.exchange("again")).isEqualTo("again");
				}
				assertThat(context.getBean(Events.class).seen).containsSequence("Stopped keeper", "Started echo",
						"Started keeper", "ACCEPTING_TRAFFIC");
			});
		}
	}

	@Test
	void connectionsFinishWhileTheServerDrains() {
		this.runner.run((context) -> {
			try (Client client = Client.of(server(context, "echo"))) {
				client.exchange("bye");
				context.close();
				assertThat(client.receive(1)).as("what follows the end").isEmpty();
			}
		});
	}

	@Test
	void connectionsThatStayEndWithTheGracePeriod() {
		this.runner.withPropertyValues("leat.server.shutdown.grace-period=50ms").run((context) -> {
			LeatServer server = server(context, "keeper");
			Keeper keeper = context.getBean(Keeper.class);
			try (Client client = Client.of(server)) {
				client.exchange("stay");
				context.close();
				assertThat(keeper.remaining).singleElement()
					.satisfies((left) -> assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofMillis(50)));
				assertThat(server.connections().size()).isZero();
			}
		});
	}

	@Test
	void aListenerThatFailsDoesNotPreventTheDrain() {
		this.runner.withBean(FailingListener.class).run((context) -> {
			LeatServer server = context.getBean(LeatServers.class).get("echo");
			try (Client client = Client.of(server)) {
				client.exchange("hello");
				context.close();
			}
			assertThat(server.stats().closed(CloseReason.DRAIN)).isEqualTo(1);
		});
	}

	@Test
	void aListenerThatFailsLeavesNoServerRunning() {
		this.runner.withBean(FailingListener.class).run((context) -> {
			context.stop();
			assertThat(context.getBean(LeatServers.class)).hasSize(2).noneMatch(LeatServer::isRunning);
			assertThat(context.getBean(ServerStartStopLifecycle.class).isRunning()).isFalse();
		});
	}

	@Test
	void aListenerThatFailsDoesNotHideWhyAServerCannotStart() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.runner.withBean(FailingListener.class)
				.withPropertyValues("leat.servers.keeper.port=" + taken.getLocalPort())
				.run((context) -> assertThat(context).getFailure().cause().hasCauseInstanceOf(BindFailure.class));
		}
	}

	@Test
	void theGracePeriodFitsIntoSpringsPhase() {
		this.runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=6s").run((context) -> {
			Events events = context.getBean(Events.class);
			context.close();
			assertThat(events.seen).contains("Draining echo PT5S");
		});
	}

	@Test
	void aShutdownThatDoesNotFitIntoSpringsPhaseIsToldAtTheStart(CapturedOutput output) {
		this.runner
			.withPropertyValues("leat.servers.echo.shutdown.grace-period=90s", "leat.server.shutdown.grace-period=29s",
					"spring.lifecycle.timeout-per-shutdown-phase=30s")
			.run((context) -> assertThat(output).containsOnlyOnce("shortens its shutdown")
				.contains("Server 'echo' shortens its shutdown to quiet-period 0s and grace-period 29s, "
						+ "for 0s and 1m30s do not fit into spring.lifecycle.timeout-per-shutdown-phase=30s: "
						+ "set that to 91s or more, or ask for less"));
	}

	@Test
	void theQuietPeriodPassesBeforeTheDrain() {
		this.runner.withPropertyValues("leat.server.shutdown.quiet-period=100ms").run((context) -> {
			Events events = context.getBean(Events.class);
			long begun = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
			assertThat(events.seen).contains("Draining echo PT25S", "Stopped echo");
		});
	}

	@Test
	void theDrainDoesNotHoldTheThreadThatStops() {
		this.runner.run((context) -> {
			ServerDrainLifecycle drain = context.getBean(ServerDrainLifecycle.class);
			try (Client client = Client.of(server(context, "keeper"))) {
				client.exchange("stay");
				List<String> called = new CopyOnWriteArrayList<>();
				drain.stop(() -> called.add("done"));
				assertThat(called).isEmpty();
				assertThat(drain.isRunning()).isFalse();
				assertThat(server(context, "keeper").stats().draining()).isTrue();
			}
		});
	}

	@Test
	void aServerThatCannotBindTakesTheOthersDownAgain() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.runner
				.withPropertyValues("leat.servers.keeper.port=" + taken.getLocalPort(),
						"leat.event-loops.thread-name-prefix=half")
				.run((context) -> {
					assertThat(context).hasFailed();
					Threads.awaitNone("half-");
				});
		}
	}

	@Test
	@DisplayName("FD5 a context that fails when its servers are started already leaves no port and no thread")
	void aContextThatFailsBehindTheServersLeavesNothing() throws IOException {
		this.runner.withUserConfiguration(FailsLate.class).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(FailsLate.PORTS).isNotEmpty().allSatisfy((port) -> assertThat(port).isPositive());
		});
		for (int port : FailsLate.PORTS) {
			new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
		}
		Threads.awaitNone("leat-");
	}

	@Test
	void noThreadIsLeftWhenTheContextIsClosed() {
		this.runner.withPropertyValues("leat.event-loops.thread-name-prefix=whole").run((context) -> {
			assertThat(Threads.named("whole-")).isNotEmpty();
			context.close();
			Threads.awaitNone("whole-");
		});
	}

	@Test
	@DisplayName("S5-10: two contexts in one JVM do not disturb each other")
	void twoContextsDoNotDisturbEachOther() {
		this.runner.run((one) -> this.runner.run((other) -> {
			LeatServer closing = server(other, "echo");
			try (Client client = Client.of(server(one, "echo"))) {
				assertThat(client.exchange("before")).isEqualTo("before");
				other.close();
				assertThat(client.exchange("after")).isEqualTo("after");
				assertThat(closing.isRunning()).isFalse();
				assertThat(server(one, "echo").isRunning()).isTrue();
			}
		}));
	}

	@Test
	void aServerOfTheParentContextIsLeftToIt() {
		this.runner.withBean("own", LeatServer.class, ServerLifecycleTests::ownServer)
			.run((parent) -> this.runner.withParent(parent).run((child) -> {
				assertThat(child.getBean(LeatServers.class)).extracting(LeatServer::name)
					.containsExactly("echo", "keeper");
				child.close();
				assertThat(server(parent, "own").isRunning()).isTrue();
			}));
	}

	private static LeatServer ownServer() {
		return LeatServer.builder("own")
			.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).build())
			.handler(new Keeper())
			.build();
	}

	private static LeatServer server(ConfigurableApplicationContext context, String name) {
		return context.getBean(LeatServers.class).get(name);
	}

	/**
	 * Bound, so that nobody else gets its port, but not listening, so that a server can.
	 */
	private static Socket reservedPort() throws IOException {
		Socket socket = new Socket();
		socket.setReuseAddress(true);
		socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		return socket;
	}

	@Configuration(proxyBeanMethods = false)
	static class Servers {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

		@Bean
		Keeper keeper() {
			return new Keeper();
		}

		@Bean
		Events events() {
			return new Events();
		}

	}

	/** Keeps its connections while the server drains. */
	static class Keeper implements ConnectionHandler {

		final List<Duration> remaining = new CopyOnWriteArrayList<>();

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			connection.write(data);
		}

		@Override
		public void onDrain(Connection connection, Duration left) {
			this.remaining.add(left);
		}

	}

	/** Fails at all that is told when servers end. */
	static class FailingListener {

		@EventListener({ AvailabilityChangeEvent.class, LeatServerEvent.Draining.class, LeatServerEvent.Drained.class,
				LeatServerEvent.Stopped.class })
		void fail() {
			throw new IllegalStateException("no end for you");
		}

	}

	static class Events {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@EventListener
		void availability(AvailabilityChangeEvent<?> event) {
			this.seen.add(event.getState().toString());
		}

		@EventListener
		void server(LeatServerEvent event) {
			this.seen
				.add(describe(event) + ((event instanceof LeatServerEvent.Draining drain) ? " " + drain.grace() : ""));
		}

		private static String describe(ApplicationEvent event) {
			return event.getClass().getSimpleName() + " " + ((LeatServerEvent) event).server().name();
		}

	}

	/** Notes where the servers listen, and fails. */
	@Configuration(proxyBeanMethods = false)
	static class FailsLate {

		static final List<Integer> PORTS = new CopyOnWriteArrayList<>();

		@Bean
		SmartLifecycle failsLate(LeatServers servers) {
			return new SmartLifecycle() {
				@Override
				public void start() {
					servers.forEach((server) -> {
						InetSocketAddress address = server.localAddress();
						PORTS.add((address != null) ? address.getPort() : -1);
					});
					throw new IllegalStateException("too late");
				}

				@Override
				public void stop() {
				}

				@Override
				public boolean isRunning() {
					return false;
				}
			};
		}

	}

}
