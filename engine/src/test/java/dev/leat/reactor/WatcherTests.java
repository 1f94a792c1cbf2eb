package dev.leat.reactor;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Those who watch connections from outside of the handler: listeners of the server, and
 * whoever waits for the end.
 */
class WatcherTests {

	private final Recorder recorder = new Recorder();

	private final List<String> told = new ArrayList<>();

	private Stepped watched(ServerListener listener) {
		return Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> this.recorder, listener);
	}

	@Test
	@DisplayName("S3-16 a listener is told of opened and closed with reason, cause and age")
	void openedAndClosed() {
		try (Stepped stepped = watched(new ServerListener() {
			@Override
			public void opened(Connection connection) {
				WatcherTests.this.told.add("opened " + connection.isOpen());
			}

			@Override
			public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
				WatcherTests.this.told.add("closed " + reason + " " + cause + " after " + age);
			}
		})) {
			SimPeer peer = stepped.connect();
			stepped.advance(Duration.ofSeconds(3));
			peer.fin();
			stepped.step();
			assertThat(this.told).containsExactly("opened true", "closed PEER_CLOSED null after PT3S");
		}
	}

	@Test
	@DisplayName("FE1 S3-16 a listener that throws anything is not noticed by connection, handler or loop")
	void throwingListener() {
		try (Stepped stepped = watched(new ServerListener() {
			@Override
			public void opened(Connection connection) {
				throw new AssertionError("opened");
			}

			@Override
			public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
				throw new IllegalStateException("closed");
			}

			@Override
			public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
				throw new IllegalStateException("rejected");
			}
		})) {
			SimPeer peer = stepped.connect();
			peer.send("in").fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
			assertThat(stepped.connect().isReleased()).isFalse();
		}
	}

	@Test
	@DisplayName("S3-17 a listener that closes the connection as it opens does not hide onOpen from the handler")
	void listenerThatCloses() {
		try (Stepped stepped = watched(new ServerListener() {
			@Override
			public void opened(Connection connection) {
				connection.close();
			}
		})) {
			stepped.network.connect(stepped.port()).fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close LOCAL");
		}
	}

	@Test
	@DisplayName("S1-4 what a listener writes leaves in the same turn")
	void listenerThatWrites() {
		try (Stepped stepped = watched(new ServerListener() {
			@Override
			public void opened(Connection connection) {
				connection.write(Bytes.of("banner"));
			}
		})) {
			assertThat(stepped.connect().text()).isEqualTo("banner");
		}
	}

	@Test
	@DisplayName("S1-4 what is written to another connection when one has closed leaves at once")
	void writesAfterClosed() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer first = stepped.connect();
			Connection one = stepped.connection();
			SimPeer second = stepped.connect();
			stepped.server.connections().forEach((connection) -> {
				if (connection != one) {
					one.closed().thenAccept((reason) -> connection.write(Bytes.of("gone: " + reason)));
				}
			});
			first.reset();
			stepped.step();
			assertThat(second.text()).isEqualTo("gone: PEER_RESET");
		}
	}

	@Test
	@DisplayName("H7 closed() completes after onClose, once, also for those who ask late or elsewhere")
	void closedStage() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			connection.closed().thenAccept((reason) -> this.recorder.events.add("told " + reason));
			peer.reset();
			stepped.step();
			connection.closed().thenAccept((reason) -> this.recorder.events.add("late " + reason));
			Stepped.elsewhere(
					() -> connection.closed().thenAccept((reason) -> this.recorder.events.add("elsewhere " + reason)));
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close PEER_RESET", "told PEER_RESET",
					"late PEER_RESET", "elsewhere PEER_RESET");
		}
	}

	@Test
	@DisplayName("H7 a waiter for the end that throws harms nobody")
	void throwingWaiter() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.connection().closed().thenAccept((reason) -> {
				throw new AssertionError("waiter");
			});
			peer.reset();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close PEER_RESET");
			assertThat(stepped.connect().isReleased()).isFalse();
		}
	}

	@Test
	@DisplayName("H7 a server that has stopped has told every onClose before")
	void stopWaitsForOnClose() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			stepped.connect();
			stepped.server.drain(Duration.ofSeconds(1)).thenAccept((result) -> this.recorder.events.add("drained"));
			stepped.step().advance(Duration.ofMillis(20)).advance(Duration.ofSeconds(1));
			assertThat(this.recorder.events).containsExactly("open", "drain", "close DRAIN", "drained");
		}
	}

}
