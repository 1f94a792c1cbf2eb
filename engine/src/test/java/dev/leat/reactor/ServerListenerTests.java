package dev.leat.reactor;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who watches a server is told what happens, and cannot harm it.
 */
class ServerListenerTests {

	/** Notes what it is told. */
	private static final class Watch implements ServerListener {

		private final List<String> told = new ArrayList<>();

		@Override
		public void opened(Connection connection) {
			this.told.add("opened " + connection.isOpen());
		}

		@Override
		public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
			this.told.add("closed " + reason + " after " + age.toMillis() + " ms by "
					+ ((cause != null) ? cause.getMessage() : "nobody"));
		}

		@Override
		public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
			this.told.add("rejected " + reason);
		}

		@Override
		public void handlerFailed(Connection connection, Callback callback, Throwable failure) {
			this.told.add(callback + " failed: " + failure.getMessage());
		}

	}

	/** Throws from every method. */
	private static final class Broken implements ServerListener {

		@Override
		public void opened(Connection connection) {
			throw new IllegalStateException("opened");
		}

		@Override
		public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
			throw new AssertionError("closed");
		}

		@Override
		public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
			throw new IllegalStateException("rejected");
		}

		@Override
		public void handlerFailed(Connection connection, Callback callback, Throwable failure) {
			throw new IllegalStateException("handlerFailed");
		}

	}

	private final Watch watch = new Watch();

	private static void fail(Connection connection, ByteBuffer data) {
		throw new IllegalStateException("bad data");
	}

	private Stepped watched(ConnectionHandler handler, ServerListener... listeners) {
		return Stepped.with((loops) -> {
		}, (config) -> config.maxConnections(1), (connection) -> handler, listeners);
	}

	@Test
	@DisplayName("a connection's beginning and end are told once, with reason, cause and age")
	void lifeIsTold() {
		try (Stepped stepped = watched(Servers.ECHO, this.watch)) {
			SimPeer peer = stepped.connect();
			stepped.advance(Duration.ofMillis(1500));
			peer.reset();
			stepped.step();
			assertThat(this.watch.told).containsExactly("opened true",
					"closed PEER_RESET after 1500 ms by Connection reset by peer");
		}
	}

	@Test
	@DisplayName("an end without a failure has no cause, and the age is that of the connection")
	void orderlyEnd() {
		try (Stepped stepped = watched(Servers.ECHO, this.watch)) {
			stepped.advance(Duration.ofHours(1));
			stepped.connect().fin();
			stepped.step();
			assertThat(this.watch.told).containsExactly("opened true", "closed PEER_CLOSED after 0 ms by nobody");
		}
	}

	@Test
	@DisplayName("a client that is turned away is told as rejected only")
	void rejectionIsTold() {
		try (Stepped stepped = watched(Servers.ECHO, this.watch)) {
			stepped.connect();
			stepped.connect();
			assertThat(this.watch.told).containsExactly("opened true", "rejected LIMIT");
		}
	}

	@Test
	@DisplayName("FE1 user code that throws is told with its callback, and then the end that it caused")
	void handlerFailureIsTold() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR);
				Stepped stepped = watched(ServerListenerTests::fail, this.watch)) {
			stepped.connect().send("x").fin();
			stepped.step();
			assertThat(this.watch.told).containsExactly("opened true", "DATA failed: bad data",
					"closed HANDLER_ERROR after 0 ms by bad data");
			assertThat(logs.lines()).singleElement().asString().startsWith("ERROR The handler of stepped#");
		}
	}

	@Test
	@DisplayName("a connection whose handler could not be made was never open: no beginning and no end are told")
	void neverOpen() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR); Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> {
			throw new IllegalStateException("no handler");
		}, this.watch)) {
			stepped.connect();
			assertThat(this.watch.told).containsExactly("CREATE failed: no handler");
			assertThat(logs.lines()).hasSize(1);
		}
	}

	@Test
	@DisplayName("FE1 a listener that throws is logged, and neither the connection nor the next listener notices")
	void brokenListener() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR);
				Stepped stepped = watched(Servers.ECHO, new Broken(), this.watch)) {
			SimPeer peer = stepped.connect().send("served");
			stepped.connect();
			assertThat(peer.text()).isEqualTo("served");
			peer.fin();
			stepped.step();
			assertThat(this.watch.told).containsExactly("opened true", "rejected LIMIT",
					"closed PEER_CLOSED after 0 ms by nobody");
			assertThat(logs.lines()).singleElement().asString().contains("listener of server 'stepped' failed");
			assertThat(stepped.stats().connections()).isZero();
		}
	}

	@Test
	@DisplayName("FE19 a listener that throws for every client cannot flood the log")
	void brokenListenerDoesNotFlood() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR);
				Stepped stepped = watched(Servers.ECHO, new Broken())) {
			for (int i = 0; i < 100; i++) {
				stepped.connect().fin();
				stepped.step();
			}
			assertThat(logs.lines()).hasSize(1);
			stepped.advance(Duration.ofSeconds(1));
			stepped.connect();
			assertThat(logs.lines()).hasSize(2);
			assertThat(logs.lines().get(1)).contains("199 more since the last line");
		}
	}

	@Test
	@DisplayName("all methods of a listener are optional")
	void defaults() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR);
				Stepped stepped = watched(ServerListenerTests::fail, new ServerListener() {
				})) {
			stepped.connect().send("x");
			stepped.connect().fin();
			stepped.step();
			assertThat(logs.lines()).hasSize(1);
		}
	}

}
