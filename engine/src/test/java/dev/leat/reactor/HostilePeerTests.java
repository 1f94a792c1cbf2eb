package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that leave at any moment, ten thousand at a time, over real sockets.
 */
@Tag("slow")
class HostilePeerTests {

	private static final int CLIENTS = 10_000;

	private static final int THREADS = 4;

	/** How often each connection was told its end, by its number. */
	private final ConcurrentHashMap<Long, AtomicInteger> ends = new ConcurrentHashMap<>();

	private final ConnectionHandler handler = new ConnectionHandler() {

		@Override
		public void onOpen(Connection connection) {
			HostilePeerTests.this.ends.put(connection.id(), new AtomicInteger());
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			connection.write(data);
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			HostilePeerTests.this.ends.get(connection.id()).incrementAndGet();
		}

	};

	/** Does something for each of so many clients, on some threads. */
	private static void forEachClient(Servers.Running server, Leaver leaver) throws Exception {
		List<Thread> threads = new ArrayList<>();
		AtomicInteger failures = new AtomicInteger();
		for (int thread = 0; thread < THREADS; thread++) {
			Random random = new Random(thread);
			threads.add(new Thread(() -> {
				for (int i = 0; i < CLIENTS / THREADS; i++) {
					try (Client client = server.client()) {
						leaver.leave(client, random);
					}
					catch (IOException ex) {
						failures.incrementAndGet();
					}
				}
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(failures.get()).as("clients that could not do as they wanted").isZero();
	}

	private void allHaveEnded(Servers.Running server) throws Exception {
		// some may still wait to be accepted, and an end is counted before it is told
		Until.holds(() -> taken(server) == CLIENTS && ended(server) == server.stats().accepted()
				&& this.ends.values().stream().allMatch((ends) -> ends.get() > 0));
		assertThat(server.stats().connections()).isZero();
		assertThat(this.ends.values()).allMatch((ends) -> ends.get() == 1);
		assertThat(server.loops().bufferStats().used()).isZero();
		assertThat(server.stats().accepting()).isTrue();
		try (Client client = server.client()) {
			assertThat(client.echo("still here")).isEqualTo("still here");
		}
	}

	private static long taken(Servers.Running server) {
		return server.stats().accepted() + server.stats().acceptErrors(AcceptError.ABORTED);
	}

	private static long ended(Servers.Running server) {
		return Stream.of(CloseReason.values()).mapToLong(server.stats()::closed).sum();
	}

	@Test
	@DisplayName("FB1 of 10,000 clients that reset at random points each has one end, no buffer stays, and no line is logged")
	void resets() throws Exception {
		try (Logs connections = Logs.of(NioConnection.class, Level.INFO);
				Logs servers = Logs.of(LeatServer.class, Level.INFO);
				Servers.Running server = Servers.start(this.handler)) {
			forEachClient(server, (client, random) -> {
				int sent = random.nextInt(3) * random.nextInt(40_000);
				client.send(new byte[sent]);
				client.read(random.nextInt(sent / 2 + 1));
				client.reset();
			});
			allHaveEnded(server);
			assertThat(server.stats().closed(CloseReason.PEER_RESET)).isGreaterThan(CLIENTS / 2);
			assertThat(connections.lines()).isEmpty();
			assertThat(servers.lines()).isEmpty();
		}
	}

	@Test
	@DisplayName("FB15 of 10,000 clients that connect and leave at once each that was opened is closed, and no error escapes")
	void scans() throws Exception {
		try (Logs acceptors = Logs.of(Acceptor.class, Level.WARN);
				Servers.Running server = Servers.start(this.handler)) {
			forEachClient(server, (client, random) -> {
				if (random.nextBoolean()) {
					client.reset();
				}
			});
			allHaveEnded(server);
			assertThat(acceptors.lines()).isEmpty();
			assertThat(server.stats().acceptErrors(AcceptError.OTHER)).isZero();
		}
	}

	@Test
	@DisplayName("FB14 of 10,000 clients that are answered and closed while they still send each gets its answer whole, then FIN")
	void unreadInput() throws Exception {
		byte[] answer = Bytes.random(1000);
		AtomicInteger whole = new AtomicInteger();
		try (Servers.Running server = Servers.start((connection, data) -> {
			connection.write(ByteBuffer.wrap(answer));
			connection.close();
		})) {
			forEachClient(server, (client, random) -> {
				client.send(new byte[50_000 + random.nextInt(100_000)]);
				if (Arrays.equals(client.readAll(), answer)) {
					whole.incrementAndGet();
				}
			});
			assertThat(whole.get()).isEqualTo(CLIENTS);
		}
	}

	/** A client that does something and leaves. */
	@FunctionalInterface
	private interface Leaver {

		void leave(Client client, Random random) throws IOException;

	}

}
