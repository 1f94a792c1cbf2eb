package dev.leat.reactor;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator does to a server that runs, and reads in its log.
 */
class OperatorTests {

	private static final String LOG = "dev.leat.connection";

	@Test
	@DisplayName("S5-14 while an operator holds the listener clients wait in the backlog, and the open ones go on")
	void pause() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer open = stepped.connect();
			var paused = stepped.server.pauseAccepting().toCompletableFuture();
			assertThat(paused).isNotDone();
			stepped.step();
			assertThat(paused).isCompleted();
			assertThat(stepped.stats().accepting()).isFalse();
			assertThat(stepped.stats().acceptPaused(AcceptPause.OPERATOR)).isTrue();
			SimPeer waiting = stepped.connect();
			waiting.send("waited");
			open.send("open");
			stepped.step();
			assertThat(open.text()).isEqualTo("open");
			assertThat(stepped.stats().accepted()).isEqualTo(1);
			stepped.server.resumeAccepting();
			stepped.step();
			assertThat(waiting.text()).isEqualTo("waited");
			assertThat(stepped.stats().accepting()).isTrue();
		}
	}

	@Test
	@DisplayName("S5-14 resuming lifts the operator's reason only")
	void resumeKeepsOtherReasons() {
		try (Stepped stepped = Stepped
			.with((config) -> config.maxConnections(1).overLimit(ServerConfig.OverLimit.PAUSE), Servers.ECHO)) {
			SimPeer only = stepped.connect();
			stepped.connect();
			stepped.server.pauseAccepting();
			stepped.step();
			stepped.server.resumeAccepting();
			stepped.step();
			assertThat(stepped.stats().acceptPaused(AcceptPause.OPERATOR)).isFalse();
			assertThat(stepped.stats().accepting()).isEqualTo(!stepped.stats().acceptPaused(AcceptPause.LIMIT));
			only.reset();
			stepped.step();
			assertThat(stepped.stats().accepted()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("S5-14 a pause ends with a stop, and without a server that runs there is nothing to hold")
	void pauseAndStop() {
		Stepped stepped = Stepped.of(Servers.ECHO);
		stepped.server.pauseAccepting();
		stepped.step();
		stepped.close();
		assertThat(stepped.server.pauseAccepting().toCompletableFuture()).isCompleted();
		stepped.server.start();
		stepped.step();
		assertThat(stepped.stats().accepting()).isTrue();
		stepped.close();
	}

	@Test
	@DisplayName("S5-14 a connection that an operator closes sends what it has, and ends for that reason")
	void close() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			long id = stepped.connection().id();
			stepped.connection().write(java.nio.ByteBuffer.wrap("bye".getBytes()));
			Stepped.elsewhere(() -> assertThat(stepped.server.connections().close(id)).isTrue());
			stepped.step();
			assertThat(peer.text()).isEqualTo("bye");
			assertThat(peer.gotFin()).isTrue();
			assertThat(stepped.server.connections().close(id)).as("twice").isFalse();
			peer.fin();
			stepped.step();
			assertThat(stepped.stats().closed(CloseReason.OPERATOR)).isEqualTo(1);
			assertThat(stepped.server.connections().close(id)).as("after its end").isFalse();
		}
	}

	@Test
	@DisplayName("FE19 each end is one line of a logger of its own, whatever the label says")
	void oneLineForEachEnd() {
		try (Logs logs = Logs.of(LOG, Level.DEBUG); Stepped stepped = Stepped.of((connection, data) -> {
			connection.label("device\r\n7");
			connection.write(data);
		})) {
			SimPeer peer = stepped.connect();
			peer.send("12345");
			stepped.step();
			NioConnection connection = stepped.connection();
			stepped.advance(java.time.Duration.ofMillis(1500));
			peer.reset();
			stepped.step();
			assertThat(logs.lines()).singleElement()
				.asString()
				.startsWith("DEBUG stepped#" + connection.id() + "(device\\u000d\\u000a7) " + connection.remoteAddress()
						+ " closed: peer-reset after 1500 ms, 5 bytes read, 5 written, java.io.IOException: ");
		}
	}

	@Test
	@DisplayName("FE19 who does not ask for it is not told of each end")
	void silentByDefault() {
		try (Logs logs = Logs.of(LOG, Level.INFO); Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect().fin();
			stepped.step();
			assertThat(logs.lines()).isEmpty();
		}
	}

}
