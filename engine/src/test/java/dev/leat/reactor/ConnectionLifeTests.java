package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection on its loop, from the acceptor's mail to its release.
 */
class ConnectionLifeTests {

	private final Recorder recorder = new Recorder();

	@Test
	@DisplayName("S3-17 Y7 what create and onOpen attach is there when the first bytes come")
	void openBeforeData() {
		List<String> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> {
			connection.attach("created");
			return new Recorder() {
				@Override
				public void onOpen(Connection where) {
					where.attach(where.attachment() + ", opened");
				}

				@Override
				public void onData(Connection where, ByteBuffer data) {
					seen.add(where.attachment() + ": " + Bytes.take(data));
				}
			};
		})) {
			stepped.network.connect(stepped.port()).send("early");
			stepped.step();
			assertThat(seen).containsExactly("created, opened: early");
		}
	}

	@Test
	@DisplayName("S3-11 S3-29 P4 A8 Y7 every callback of a connection runs on its one loop thread, never the acceptor's")
	void oneThread() throws Exception {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		Recorder everywhere = new Recorder() {
			private void here(Connection connection) {
				threads.add(Thread.currentThread().getName());
				assertThat(((NioConnection) connection).loop().inLoop()).isTrue();
			}

			@Override
			public void onOpen(Connection connection) throws Exception {
				here(connection);
				super.onOpen(connection);
			}

			@Override
			public void onData(Connection connection, ByteBuffer data) {
				here(connection);
				connection.write(data, (where, bytes, failure) -> here(where));
				connection.execute(() -> here(connection));
				connection.schedule(Duration.ZERO, () -> here(connection));
			}

			@Override
			public void onWriteComplete(Connection connection) {
				here(connection);
			}

			@Override
			public void onInputEnd(Connection connection) {
				here(connection);
				connection.close();
			}

			@Override
			public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
				here(connection);
				super.onClose(connection, reason, cause);
			}
		};
		try (Servers.Running server = Servers.start(everywhere); Client client = server.client()) {
			assertThat(client.echo("one")).isEqualTo("one");
			assertThat(client.echo("two")).isEqualTo("two");
			client.fin();
			assertThat(everywhere.awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
		}
		assertThat(threads).hasSize(1).allMatch((name) -> name.startsWith("leat-loop-"));
	}

	@Test
	@DisplayName("L24 H12 an event that was collected for a connection closed earlier in the turn is dropped")
	void closedInTheSameTurn() {
		List<Connection> open = new ArrayList<>();
		List<String> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.of(new Recorder() {
			@Override
			public void onOpen(Connection connection) {
				open.add(connection);
			}

			@Override
			public void onData(Connection connection, ByteBuffer data) {
				seen.add(Bytes.take(data));
				open.stream().filter((other) -> other != connection).forEach(Connection::abort);
			}
		})) {
			SimPeer first = stepped.connect();
			SimPeer second = stepped.connect();
			first.send("ready");
			second.send("ready");
			stepped.step();
			assertThat(seen).containsExactly("ready");
			assertThat(first.isReleased()).isNotEqualTo(second.isReleased());
			assertThat(stepped.server.connections().size()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S5-9 Y5 after the release the socket has left the selector, and a late event does nothing")
	void noEventAfterRelease() throws Exception {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			connection.abort();
			stepped.step();
			int reads = peer.reads();
			peer.send("late");
			connection.life().ready(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
			connection.life().failed(new IllegalStateException("late"));
			stepped.step();
			assertThat(peer.interest()).isZero();
			assertThat(peer.reads()).isEqualTo(reads);
			assertThat(this.recorder.events).containsExactly("open", "close LOCAL");
			assertThat(stepped.stats().closed(CloseReason.LOCAL)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("H7 S3-B1 whatever ends it first, close is told once, and later reasons change nothing")
	void firstReasonWins() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			connection.close(CloseReason.REPLACED);
			connection.close();
			connection.abort();
			peer.reset();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close REPLACED");
			assertThat(this.recorder.cause).isNull();
		}
	}

	@Test
	@DisplayName("H7 calls on a connection that has ended do nothing and throw nothing, from any thread")
	void callsAfterTheEnd() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			peer.reset();
			stepped.step();
			Runnable calls = () -> {
				connection.pauseReading();
				connection.resumeReading();
				connection.shutdownOutput();
				connection.idleTimeout(Duration.ofSeconds(1));
				connection.write(Bytes.of("into the void"));
				connection.close();
				connection.abort();
			};
			calls.run();
			Stepped.elsewhere(calls);
			stepped.advance(Duration.ofHours(1));
			assertThat(this.recorder.events).containsExactly("open", "close PEER_RESET");
			assertThat(connection.loop().timers().size()).isZero();
		}
	}

	@Test
	@DisplayName("H7 S3-31 calls that arrive when the loop has ended are answered, by another thread")
	void callsAfterTheLoop() throws Exception {
		Connection connection;
		try (Servers.Running server = Servers.start(this.recorder); Client client = server.client()) {
			connection = this.recorder.awaitOpened();
			server.server().stop();
			assertThat(this.recorder.awaitClosed()).isEqualTo(CloseReason.STOP);
			assertThat(client.readAll()).isEmpty();
		}
		connection.close();
		connection.resumeReading();
		assertThat(connection.writeAsync(Bytes.of("late"))).failsWithin(Duration.ofSeconds(20));
		assertThat(connection.closed().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(20))
			.isEqualTo(CloseReason.STOP);
		assertThat(this.recorder.events).containsExactly("open", "close STOP");
	}

	@Test
	@DisplayName("S5-4 interest changes are logged at debug with the connection and both values")
	void interestIsLogged() {
		Logger logger = (Logger) LoggerFactory.getLogger(NioConnection.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		logger.setLevel(Level.DEBUG);
		logger.setAdditive(false);
		try (Stepped stepped = Stepped.of(this.recorder)) {
			stepped.connect();
			stepped.connection().label("meter 7");
			stepped.connection().pauseReading();
			stepped.step();
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage)).satisfiesExactly(
					(line) -> assertThat(line).contains("meter 7", "stepped#").endsWith("interest 1 -> 0"),
					(line) -> assertThat(line).contains("meter 7", "stepped#").endsWith("interest 0 -> 1"));
		}
		finally {
			logger.detachAppender(lines);
			logger.setLevel(null);
			logger.setAdditive(true);
		}
	}

	@Test
	@DisplayName("S3-B2 H9 a thousand connections come and go and leave neither socket nor timer nor buffer")
	void nothingStays() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			long before = stepped.network.open();
			for (int i = 0; i < 1000; i++) {
				SimPeer peer = stepped.connect().window(i % 7).send("hello");
				stepped.step();
				peer.reset();
				stepped.step();
			}
			assertThat(stepped.network.open()).isEqualTo(before);
			assertThat(stepped.group.bufferStats().used()).isZero();
			assertThat(stepped.loops.get(0).timers().size()).isZero();
			assertThat(stepped.stats().closed(CloseReason.PEER_RESET)).isEqualTo(1000);
		}
	}

	@Test
	@DisplayName("H10 a connection on a descriptor that was used before gets its own events only")
	void reusedDescriptors() throws Exception {
		try (Servers.Running server = Servers.start((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> Servers.ECHO)) {
			for (int i = 0; i < 200; i++) {
				try (Client client = server.client()) {
					String word = "client " + i;
					assertThat(client.echo(word)).isEqualTo(word);
					if (i % 2 == 0) {
						client.reset();
					}
				}
			}
			assertThat(server.stats().accepted()).isEqualTo(200);
		}
	}

}
