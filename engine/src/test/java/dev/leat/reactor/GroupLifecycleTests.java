package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.leat.sim.SimNetwork;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The threads of a group come with its first server and go with its last.
 */
class GroupLifecycleTests {

	private static final AtomicInteger PREFIXES = new AtomicInteger();

	private final String prefix = "group" + PREFIXES.incrementAndGet();

	private EventLoopGroup group(int threads) {
		return EventLoopGroup.builder().threads(threads).threadNamePrefix(this.prefix).build();
	}

	private static LeatServer echo(String name, EventLoopGroup group) {
		return Servers.server(name, group, (config) -> {
		}, (connection) -> Servers.ECHO);
	}

	private Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(this.prefix + "-"))
			.collect(Collectors.toSet());
	}

	private static List<String> names(Set<Thread> threads) {
		return threads.stream().map(Thread::getName).sorted().toList();
	}

	private static void ended(Set<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join(30_000);
			assertThat(thread.isAlive()).as(thread.getName()).isFalse();
		}
	}

	@Test
	@DisplayName("S3-27 P2 the threads start with the first server, named after the group, and run when start returns")
	void threadsStartWithTheFirstServer() throws Exception {
		EventLoopGroup group = group(2);
		assertThat(threads()).as("an unused group has none").isEmpty();
		LeatServer server = echo("first", group);
		server.start();
		assertThat(names(threads())).containsExactly(this.prefix + "-acceptor", this.prefix + "-loop-0",
				this.prefix + "-loop-1", this.prefix + "-watchdog");
		Set<Thread> threads = threads();
		server.stop();
		ended(threads);
	}

	@Test
	@DisplayName("S3-27 the threads stay until the last server stops, and then go")
	void threadsGoWithTheLastServer() throws Exception {
		EventLoopGroup group = group(1);
		LeatServer first = echo("first", group);
		LeatServer second = echo("second", group);
		first.start();
		second.start();
		Set<Thread> threads = threads();
		assertThat(threads).as("shared").hasSize(3);
		first.stop();
		assertThat(threads).allMatch(Thread::isAlive);
		try (Client client = Client.to(second)) {
			assertThat(client.echo("still here")).isEqualTo("still here");
		}
		second.stop();
		ended(threads);
	}

	@Test
	@DisplayName("S3-30 a group of 0 threads has the acceptor's only")
	void noThreads() throws Exception {
		EventLoopGroup group = group(0);
		LeatServer server = echo("alone", group);
		server.start();
		Set<Thread> threads = threads();
		assertThat(names(threads)).containsExactly(this.prefix + "-acceptor", this.prefix + "-watchdog");
		try (Client client = Client.to(server)) {
			assertThat(client.echo("one thread")).isEqualTo("one thread");
		}
		server.stop();
		ended(threads);
	}

	@Test
	@DisplayName("S3-27 closing a group stops all of its servers; it may be used again")
	void closeStopsServers() throws Exception {
		EventLoopGroup group = group(1);
		LeatServer first = echo("first", group);
		LeatServer second = echo("second", group);
		first.start();
		second.start();
		Set<Thread> threads = threads();
		group.close();
		group.close();
		assertThat(first.isRunning() || second.isRunning()).isFalse();
		ended(threads);
		first.start();
		try (Client client = Client.to(first)) {
			assertThat(client.echo("again")).isEqualTo("again");
		}
		group.close();
	}

	@Test
	@DisplayName("closing a group that was never used does nothing")
	void closeUnused() {
		EventLoopGroup group = group(1);
		group.close();
		assertThat(threads()).isEmpty();
	}

	@Test
	@DisplayName("the figures of the loops are the same objects over stop and start, and count on")
	void figuresStay() throws Exception {
		EventLoopGroup group = group(1);
		LeatServer server = echo("counted", group);
		server.start();
		List<LoopStats> stats = group.loopStats();
		assertThat(stats).extracting(LoopStats::name).containsExactly("loop-0", "acceptor");
		try (Client client = Client.to(server)) {
			client.echo("x");
		}
		server.stop();
		long turns = stats.get(0).iterations();
		assertThat(turns).isPositive();
		assertThat(stats.get(0).connections()).isZero();
		server.start();
		try (Client client = Client.to(server)) {
			client.echo("x");
		}
		assertThat(group.loopStats()).containsExactlyElementsOf(stats);
		assertThat(stats.get(0).iterations()).isGreaterThan(turns);
		server.stop();
	}

	@Test
	@DisplayName("P3 a thread that cannot start fails the start, and those that had started end")
	void threadThatCannotStart() throws Exception {
		List<Thread> started = new ArrayList<>();
		Consumer<EventLoop> starter = (loop) -> {
			if (loop.index() == 2) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			loop.start();
			started.addAll(threads());
		};
		EventLoopGroup group = EventLoopGroup.builder()
			.threads(3)
			.threadNamePrefix(this.prefix)
			.starter(starter)
			.build();
		LeatServer server = echo("unlucky", group);
		assertThatExceptionOfType(BindFailure.class).isThrownBy(server::start)
			.withMessageContaining("unable to create native thread");
		assertThat(started).isNotEmpty();
		ended(Set.copyOf(started));
		assertThat(server.isRunning()).isFalse();
		assertThat(server.localAddress()).isNull();
	}

	@Test
	@DisplayName("P3 L6 without a descriptor for a selector the start fails, everything is closed, and it may be tried again")
	void selectorThatCannotOpen() {
		SimNetwork network = new SimNetwork();
		List<EventLoop> owned = new ArrayList<>();
		EventLoopGroup group = EventLoopGroup.builder().threads(2).provider(network).starter((loop) -> {
			loop.own();
			owned.add(loop);
		}).build();
		LeatServer server = echo("poor", group);
		network.selectorsLeft(2);
		assertThatExceptionOfType(BindFailure.class).isThrownBy(server::start)
			.withMessageContaining("Too many open files");
		assertThat(network.open()).isZero();
		assertThat(owned).as("no thread was started").isEmpty();
		network.selectorsLeft(3);
		server.start();
		assertThat(owned).hasSize(3);
		assertThat(server.isRunning()).isTrue();
	}

	@Test
	@DisplayName("a value out of range says which and what it must be")
	void ranges() {
		assertThatIllegalArgumentException().isThrownBy(() -> EventLoopGroup.builder().threads(-1).build())
			.withMessage("threads is -1, it must be 0 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> EventLoopGroup.builder().readBuffer(0).build())
			.withMessage("read-buffer is 0, it must be 1 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> EventLoopGroup.builder().maxPendingTasks(0).build())
			.withMessage("max-pending-tasks is 0, it must be 1 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> EventLoopGroup.builder().maxBufferMemory(0).build())
			.withMessage("max-memory is 0, it must be 1 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> EventLoopGroup.builder().acceptBatch(0).build())
			.withMessage("batch is 0, it must be 1 or more");
	}

	@Test
	@DisplayName("the defaults of a group are those of the documentation")
	void defaults() {
		GroupSettings settings = EventLoopGroup.builder().build().settings();
		assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
		assertThat(settings.readBuffer()).isEqualTo(256 * 1024);
		assertThat(settings.maxPendingTasks()).isEqualTo(65_536);
		assertThat(settings.acceptBatch()).isEqualTo(16);
		assertThat(settings.descriptors()).isEqualTo(Descriptors.toldByJvm());
		assertThat(settings.threadNamePrefix()).isEqualTo("leat");
		assertThat(settings.poison()).isFalse();
		assertThat(settings.lagListener()).isNull();
	}

}
