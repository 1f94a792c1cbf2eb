package dev.leat.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ReadHalf;
import dev.leat.reactor.StreamHandler;
import dev.leat.reactor.WriteHalf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link StreamThreads}.
 */
class StreamThreadsTests {

	private static final boolean HAS_VIRTUAL = Runtime.version().feature() >= 21;

	private static final String NO_VIRTUAL = "spring.threads.virtual.enabled=false";

	private static final String EXECUTOR = "applicationTaskExecutor";

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0");

	private final ApplicationContextRunner runner = this.plain.withBean("whoami", StreamHandler.class,
			() -> StreamThreadsTests::whoami);

	private final ApplicationContextRunner pooled = this.runner
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "leat.enabled=true", "spring.threads.virtual.enabled=true" })
	void withoutATaskExecutorThreadsAreVirtualOrElseDaemons(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			String kind = HAS_VIRTUAL ? "virtual" : "daemon";
			assertThat(ask(context)).isEqualTo(kind + " leat-whoami-stream-1");
			assertThat(described(context)).isEqualTo(kind + " threads");
		});
	}

	@Test
	void withATaskExecutorThreadsAreVirtualOrElseItsOwn() {
		this.pooled.run((context) -> {
			assertThat(ask(context)).isEqualTo(HAS_VIRTUAL ? "virtual leat-whoami-stream-1" : "user task-1");
			assertThat(described(context))
				.isEqualTo(HAS_VIRTUAL ? "virtual threads" : "8 threads of applicationTaskExecutor");
		});
	}

	@Test
	void whereVirtualThreadsAreRefusedTheTaskExecutorIsUsed() {
		this.pooled.withPropertyValues(NO_VIRTUAL).run((context) -> {
			assertThat(ask(context)).isEqualTo("user task-1");
			assertThat(described(context)).isEqualTo("8 threads of applicationTaskExecutor");
		});
	}

	@Test
	void whereVirtualThreadsAreRefusedAndNoTaskExecutorIsThereThreadsAreDaemons() {
		this.runner.withPropertyValues(NO_VIRTUAL).run((context) -> {
			assertThat(ask(context)).isEqualTo("daemon leat-whoami-stream-1");
			assertThat(described(context)).isEqualTo("daemon threads");
		});
	}

	@Test
	void theApplicationsOwnTaskExecutorIsUsed() {
		this.runner.withPropertyValues(NO_VIRTUAL)
			.withBean(EXECUTOR, SimpleAsyncTaskExecutor.class, () -> new SimpleAsyncTaskExecutor("mine-"))
			.run((context) -> {
				assertThat(ask(context)).isEqualTo("user mine-1");
				assertThat(described(context)).isEqualTo("threads of applicationTaskExecutor");
			});
	}

	@Test
	void anExecutorThatMayRunTheCallItselfIsNotUsed() {
		this.runner.withPropertyValues(NO_VIRTUAL)
			.withBean(EXECUTOR, Executor.class, () -> Runnable::run)
			.run((context) -> assertThat(ask(context)).isEqualTo("daemon leat-whoami-stream-1"));
	}

	@ParameterizedTest
	@CsvSource({ "queue-capacity=100, 8", "queue-capacity=0, 20" })
	void saysHowManyConnectionsAPoolServesAtOnce(String queue, int threads) {
		this.pooled
			.withPropertyValues(NO_VIRTUAL, "spring.task.execution.pool.max-size=20",
					"spring.task.execution.pool." + queue)
			.run((context) -> assertThat(described(context))
				.isEqualTo(threads + " threads of applicationTaskExecutor"));
	}

	@Test
	void theTaskExecutorIsNotMadeForOtherHandlers() {
		this.plain.withPropertyValues(NO_VIRTUAL)
			.withBean(EXECUTOR, SimpleAsyncTaskExecutor.class, SimpleAsyncTaskExecutor::new,
					(definition) -> definition.setLazyInit(true))
			.withBean("echo", ConnectionHandler.class, () -> (connection, data) -> connection.write(data))
			.run((context) -> {
				assertThat(context.getBean(LeatServers.class).get("echo").isRunning()).isTrue();
				assertThat(context.getBeanFactory().containsSingleton(EXECUTOR)).isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aConversationIsEndedByTheDrainAndSaysGoodbye(boolean virtual) {
		this.plain.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("spring.threads.virtual.enabled=" + virtual)
			.withBean("parrot", StreamHandler.class, () -> (connection, in, out) -> {
				in.asInputStream().transferTo(out.asOutputStream());
				out.write(StandardCharsets.UTF_8.encode("bye"));
			})
			.run((context) -> {
				try (Client client = Client.of(context.getBean(LeatServers.class).get("parrot"))) {
					assertThat(client.exchange("hello")).isEqualTo("hello");
					context.close();
					assertThat(client.receive(100)).isEqualTo("bye");
				}
			});
	}

	@Test
	void handlersThatOutliveTheirConnectionsAreNoMoreThanThoseMayBe() {
		CountDownLatch end = new CountDownLatch(1);
		this.plain.withPropertyValues(NO_VIRTUAL, "leat.server.max-connections=1")
			.withBean("stubborn", StreamHandler.class, () -> (connection, in, out) -> {
				out.write(StandardCharsets.UTF_8.encode("!"));
				end.await();
			})
			.run((context) -> {
				LeatServer server = context.getBean(LeatServers.class).get("stubborn");
				try (Client client = Client.of(server)) {
					assertThat(client.receive(1)).isEqualTo("!");
					server.connections().forEach(Connection::abort);
					await().until(() -> server.stats().closed(CloseReason.LOCAL) == 1);
					Client.of(server).close();
					await().until(() -> server.stats().closed(CloseReason.HANDLER_ERROR) == 1);
				}
				finally {
					end.countDown();
				}
			});
	}

	/** What the server says of the thread that it is called on. */
	private static String ask(ApplicationContext context) {
		try (Client client = Client.of(context.getBean(LeatServers.class).get("whoami"))) {
			return client.receive(100);
		}
	}

	private static String described(ApplicationContext context) {
		return new StreamThreads(context.getEnvironment(), context).describe();
	}

	private static void whoami(Connection connection, ReadHalf in, WriteHalf out) throws Exception {
		Thread thread = Thread.currentThread();
		boolean virtual = thread.getThreadGroup().getName().equals("VirtualThreads");
		String kind = virtual ? "virtual" : (thread.isDaemon() ? "daemon" : "user");
		out.write(StandardCharsets.UTF_8.encode(kind + " " + thread.getName()));
	}

}
