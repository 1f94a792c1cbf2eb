package dev.leat.reactor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Start, stop and start again, from any thread.
 */
class ServerLifecycleTests {

	private final EventLoopGroup group = EventLoopGroup.builder().threads(1).build();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void end() {
		this.threads.shutdownNow();
		this.group.close();
	}

	private LeatServer echo() {
		return server(Servers.ECHO);
	}

	private LeatServer server(ConnectionHandler handler) {
		return server(0, handler);
	}

	private LeatServer server(int port, ConnectionHandler handler) {
		return Servers.server("life", this.group, (config) -> config.port(port), (connection) -> handler);
	}

	private static int port(LeatServer server) {
		return Objects.requireNonNull(server.localAddress()).getPort();
	}

	private static void echoes(LeatServer server) throws IOException {
		try (Client client = Client.to(server)) {
			assertThat(client.echo("hello")).isEqualTo("hello");
		}
	}

	@Test
	@DisplayName("a server that was started is bound, runs and tells its real port")
	void started() throws Exception {
		LeatServer server = echo();
		assertThat(server.isRunning()).isFalse();
		assertThat(server.localAddress()).isNull();
		assertThat(server).hasToString("LeatServer 'life' stopped");
		server.start();
		InetSocketAddress address = server.localAddress();
		assertThat(address).isNotNull();
		assertThat(address.getPort()).isPositive();
		assertThat(server.isRunning()).isTrue();
		assertThat(server).hasToString("LeatServer 'life' " + address);
		echoes(server);
	}

	@Test
	@DisplayName("FE18 starting a server that runs does nothing")
	void startTwice() throws Exception {
		LeatServer server = echo();
		server.start();
		int port = port(server);
		try (Client client = Client.to(server)) {
			server.start();
			assertThat(port(server)).isEqualTo(port);
			assertThat(client.echo("same")).isEqualTo("same");
		}
	}

	@Test
	@DisplayName("FE18 many threads that start a server start it once")
	void startTogether() throws Exception {
		LeatServer server = echo();
		List<Future<@Nullable Object>> starts = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			starts.add(this.threads.submit(() -> {
				server.start();
				return server.localAddress();
			}));
		}
		for (Future<@Nullable Object> start : starts) {
			assertThat(start.get(30, TimeUnit.SECONDS)).isEqualTo(server.localAddress());
		}
	}

	@Test
	@DisplayName("FE18 stopping a server that does not run is harmless, once or twice")
	void stopTwice() throws Exception {
		LeatServer server = echo();
		server.stop();
		server.start();
		server.stop();
		server.stop();
		assertThat(server.isRunning()).isFalse();
		server.start();
		echoes(server);
	}

	@Test
	@DisplayName("A6 after a stop nobody listens, and the connections have ended with STOP")
	void stopEndsAll() throws Exception {
		Recorder recorder = new Recorder();
		LeatServer server = server(recorder);
		LeatServer other = echo();
		other.start();
		server.start();
		int port = port(server);
		try (Client client = Client.to(server)) {
			recorder.awaitOpened();
			server.stop();
			assertThat(recorder.events).as("all is told when stop returns").containsExactly("open", "close STOP");
			assertThat(server.connections().size()).isZero();
			assertThat(client.readAll()).isEmpty();
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Client.to(port, 0));
		echoes(other);
	}

	@Test
	@DisplayName("FD4 a server starts again on its port fifty times, with connections that it closed itself")
	void restartOnTheSamePort() throws Exception {
		LeatServer first = echo();
		first.start();
		int port = port(first);
		first.stop();
		LeatServer server = server(port, Servers.ECHO);
		for (int i = 0; i < 50; i++) {
			server.start();
			try (Client client = Client.to(server)) {
				assertThat(client.echo("round")).isEqualTo("round");
				server.stop();
				assertThat(client.readAll()).isEmpty();
			}
		}
		assertThat(server.stats().closed(CloseReason.STOP)).as("figures count on").isEqualTo(50);
	}

	@Test
	@DisplayName("FD4 the port is free when stop returns, also where the loops go on for another server")
	void portIsFreeAfterStop() throws Exception {
		LeatServer other = echo();
		other.start();
		LeatServer server = echo();
		server.start();
		LeatServer again = server(port(server), Servers.ECHO);
		server.stop();
		for (int i = 0; i < 100; i++) {
			again.start();
			again.stop();
		}
		echoes(other);
	}

	@Test
	@DisplayName("FE18 a handler may stop its server; the loop does not wait for itself")
	void stopFromTheLoop() throws Exception {
		AtomicReference<LeatServer> self = new AtomicReference<>();
		CompletableFuture<Boolean> returned = new CompletableFuture<>();
		LeatServer server = server((connection, data) -> {
			data.position(data.limit());
			Objects.requireNonNull(self.get()).stop();
			returned.complete(true);
		});
		self.set(server);
		server.start();
		try (Client client = Client.to(server)) {
			client.send("stop");
			assertThat(returned.get(30, TimeUnit.SECONDS)).isTrue();
			assertThat(client.readAll()).isEmpty();
		}
		server.stop();
		assertThat(server.isRunning()).isFalse();
		server.start();
		assertThat(server.isRunning()).isTrue();
	}

	@Test
	@DisplayName("FE18 a server cannot be started on its own loop while it stops: that would wait for itself")
	void startOnTheLoopWhileItStops() throws Exception {
		AtomicReference<LeatServer> self = new AtomicReference<>();
		CompletableFuture<@Nullable Throwable> thrown = new CompletableFuture<>();
		Recorder starts = new Recorder() {
			@Override
			public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
				try {
					Objects.requireNonNull(self.get()).start();
					thrown.complete(null);
				}
				catch (RuntimeException ex) {
					thrown.complete(ex);
				}
			}
		};
		LeatServer server = server(starts);
		self.set(server);
		server.start();
		try (Client client = Client.to(server)) {
			starts.awaitOpened();
			server.stop();
		}
		assertThatIllegalStateException().isThrownBy(() -> {
			throw Objects.requireNonNull(thrown.get(30, TimeUnit.SECONDS));
		}).withMessageContaining("'life' cannot start on its own loop while it stops");
		assertThat(server.isRunning()).isFalse();
	}

	@Test
	@DisplayName("FE18 a handler may ask about a server whose start waits for that handler's loop")
	void askedWhileStarting() throws Exception {
		EventLoopGroup one = EventLoopGroup.builder().threads(0).build();
		LeatServer late = Servers.server("late", one, (config) -> {
		}, (connection) -> Servers.ECHO);
		Thread starts = new Thread(late::start);
		LeatServer asks = Servers.server("asks", one, (config) -> {
		}, (connection) -> (where, data) -> {
			data.position(data.limit());
			starts.start();
			Until.holds(() -> starts.getState() == Thread.State.WAITING);
			boolean bound = late.isRunning() && late.localAddress() != null;
			where.write(ByteBuffer.wrap(new byte[] { (byte) (bound ? 'y' : 'n') }));
		});
		asks.start();
		try (Client client = Client.to(asks)) {
			assertThat(client.send("?").readText(1)).isEqualTo("y");
			starts.join(30_000);
			echoes(late);
		}
		one.close();
	}

	@Test
	@DisplayName("FE18 a handler may start and stop another server of the same loops")
	void handlerStartsAnother() throws Exception {
		LeatServer other = echo();
		LeatServer server = server((connection, data) -> {
			other.start();
			connection.write(data);
		});
		server.start();
		try (Client client = Client.to(server)) {
			assertThat(client.echo("start")).isEqualTo("start");
			echoes(other);
			server.stop();
		}
		echoes(other);
	}

	@Test
	@DisplayName("FE18 threads that start and stop one server at random leave it in one state or the other")
	void startStopRace() throws Exception {
		LeatServer server = echo();
		List<Future<?>> racers = new ArrayList<>();
		for (int racer = 0; racer < 4; racer++) {
			int odd = racer % 2;
			racers.add(this.threads.submit(() -> {
				for (int i = 0; i < 100; i++) {
					if (i % 2 == odd) {
						server.start();
					}
					else {
						server.stop();
					}
				}
			}));
		}
		for (Future<?> racer : racers) {
			racer.get(60, TimeUnit.SECONDS);
		}
		server.stop();
		assertThat(server.isRunning()).isFalse();
		assertThat(server.stats().accepting()).isFalse();
		server.start();
		assertThat(server.stats().accepting()).isTrue();
		echoes(server);
	}

	@Test
	@DisplayName("FD1 a stop in the middle of a burst ends every connection that was accepted")
	void stopDuringABurst() throws Exception {
		LeatServer first = echo();
		first.start();
		int port = port(first);
		LeatServer server = server(port, Servers.ECHO);
		first.stop();
		AtomicBoolean over = new AtomicBoolean();
		Future<?> burst = this.threads.submit(() -> {
			while (!over.get()) {
				try (Client client = Client.to(port, 0)) {
					client.send("x");
				}
				catch (IOException ex) {
					// refused or reset, as the moment has it
				}
			}
		});
		for (int i = 0; i < 20; i++) {
			server.start();
			long before = server.stats().accepted();
			Until.holds(() -> server.stats().accepted() > before);
			server.stop();
			assertThat(server.connections().size()).isZero();
		}
		over.set(true);
		burst.get(30, TimeUnit.SECONDS);
		long closed = 0;
		for (CloseReason reason : CloseReason.values()) {
			closed += server.stats().closed(reason);
		}
		assertThat(closed).as("what was accepted has ended").isEqualTo(server.stats().accepted());
	}

}
