package dev.leat.reactor;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.leat.reactor.ServerConfig.OverLimit;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Never more connections than {@code max-connections}.
 */
class ConnectionLimitTests {

	private static Stepped limit(int max, OverLimit policy, ServerListener... listeners) {
		return Stepped.with((loops) -> {
		}, (config) -> config.maxConnections(max).overLimit(policy), (connection) -> Servers.ECHO, listeners);
	}

	@Test
	@DisplayName("FA12 over the limit a client is reset, counted, and no handler sees it")
	void rejectResets() {
		try (Stepped stepped = limit(2, OverLimit.REJECT)) {
			stepped.connect();
			stepped.connect();
			SimPeer third = stepped.connect();
			assertThat(third.gotReset()).isTrue();
			assertThat(third.isReleased()).isTrue();
			assertThat(stepped.stats().connections()).isEqualTo(2);
			assertThat(stepped.stats().accepted()).as("a rejected one is not accepted").isEqualTo(2);
			assertThat(stepped.stats().rejected(RejectReason.LIMIT)).isEqualTo(1);
			assertThat(stepped.stats().accepting()).as("a balancer's next check is answered too").isTrue();
		}
	}

	@Test
	@DisplayName("FA12 a place is free as soon as a connection is released, whatever ended it")
	void placesComeBack() {
		try (Stepped stepped = limit(1, OverLimit.REJECT)) {
			for (int i = 0; i < 4; i++) {
				SimPeer peer = stepped.connect();
				assertThat(stepped.stats().connections()).as("round %s", i).isEqualTo(1);
				switch (i) {
					case 0 -> peer.fin();
					case 1 -> peer.reset();
					case 2 -> stepped.connection().abort();
					default -> stepped.connection().close();
				}
				peer.fin();
				stepped.step();
			}
			assertThat(stepped.stats().rejected(RejectReason.LIMIT)).isZero();
		}
	}

	@Test
	@DisplayName("FA12 a connection that still lingers holds its place: its descriptor is open")
	void lingeringCounts() {
		try (Stepped stepped = limit(1, OverLimit.REJECT)) {
			SimPeer lingers = stepped.connect();
			stepped.connection().close();
			stepped.step();
			assertThat(lingers.gotFin()).isTrue();
			assertThat(stepped.connect().gotReset()).isTrue();
			lingers.fin();
			stepped.step();
			assertThat(stepped.connect().gotReset()).isFalse();
		}
	}

	@Test
	@DisplayName("FA12 a handler that cannot be made gives the place back")
	void failedHandlerGivesPlaceBack() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR); Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> config.maxConnections(1), (connection) -> {
			throw new IllegalStateException("no handler");
		})) {
			for (int i = 0; i < 5; i++) {
				assertThat(stepped.connect().isReleased()).isTrue();
			}
			assertThat(stepped.stats().rejected(RejectReason.LIMIT)).isZero();
			assertThat(stepped.stats().closed(CloseReason.HANDLER_ERROR)).isEqualTo(5);
			assertThat(logs.lines()).singleElement().asString().contains("failed in create");
		}
	}

	@Test
	@DisplayName("FA12 in a burst of many batches the limit is never passed")
	void burstStaysUnderTheLimit() {
		int[] peak = { 0 };
		int[] open = { 0 };
		ServerListener counts = new ServerListener() {
			@Override
			public void opened(Connection connection) {
				peak[0] = Math.max(peak[0], ++open[0]);
			}
		};
		try (Stepped stepped = limit(10, OverLimit.REJECT, counts)) {
			for (int i = 0; i < 100; i++) {
				stepped.network.connect(stepped.port());
			}
			stepped.step();
			assertThat(peak[0]).isEqualTo(10);
			assertThat(stepped.stats().rejected(RejectReason.LIMIT)).isEqualTo(90);
		}
	}

	@Test
	@DisplayName("S2-9 who watches is told the address of a client that was turned away, and the log names it")
	void listenerIsTold() {
		List<String> told = new ArrayList<>();
		ServerListener watches = new ServerListener() {
			@Override
			public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
				told.add(remote + " " + reason.word());
			}
		};
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN); Stepped stepped = limit(1, OverLimit.REJECT, watches)) {
			stepped.connect();
			stepped.connect();
			assertThat(told).singleElement().asString().startsWith("localhost/127.0.0.1:").endsWith(" limit");
			String address = told.get(0).substring(0, told.get(0).indexOf(' '));
			assertThat(logs.lines()).singleElement().asString().contains(address + " away: limit;");
		}
	}

	@Test
	@DisplayName("FE19 clients that are turned away by the hundred make one line a second")
	void rejectionsDoNotFloodTheLog() {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN); Stepped stepped = limit(1, OverLimit.REJECT)) {
			for (int i = 0; i < 301; i++) {
				stepped.connect();
			}
			assertThat(logs.lines()).hasSize(1);
			stepped.clock.advance(Duration.ofSeconds(1));
			stepped.connect();
			assertThat(logs.lines()).hasSize(2);
			assertThat(logs.lines().get(1)).contains("299 more since the last line");
		}
	}

	@Test
	@DisplayName("FA12 with pause a client over the limit waits in the backlog and is served when another one ends")
	void pauseWaits() {
		try (Stepped stepped = limit(2, OverLimit.PAUSE)) {
			SimPeer first = stepped.connect();
			stepped.connect();
			SimPeer third = stepped.connect();
			third.send("waited");
			stepped.step();
			assertThat(stepped.listener().waiting()).isEqualTo(1);
			assertThat(third.text()).isEmpty();
			first.fin();
			stepped.step();
			assertThat(third.text()).isEqualTo("waited");
			assertThat(stepped.stats().rejected(RejectReason.LIMIT)).isZero();
		}
	}

	@Test
	@DisplayName("FA12 with pause the listener stops inside a batch, at the limit exactly")
	void pauseInsideABatch() {
		try (Stepped stepped = limit(3, OverLimit.PAUSE)) {
			for (int i = 0; i < 8; i++) {
				stepped.network.connect(stepped.port());
			}
			stepped.step();
			assertThat(stepped.stats().connections()).isEqualTo(3);
			assertThat(stepped.listener().waiting()).isEqualTo(5);
			assertThat(stepped.stats().acceptPaused(AcceptPause.LIMIT)).isTrue();
		}
	}

	@Test
	@DisplayName("FA12 with pause and a connection on another loop, its end arms the listener again")
	void pauseEndsFromAnotherLoop() {
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(2),
				(config) -> config.maxConnections(1).overLimit(OverLimit.PAUSE), (connection) -> Servers.ECHO)) {
			for (int i = 0; i < 20; i++) {
				SimPeer peer = stepped.connect();
				peer.send("in");
				stepped.step();
				assertThat(peer.text()).as("client %s", i).isEqualTo("in");
				peer.fin();
				stepped.step();
			}
			assertThat(stepped.stats().accepting()).isTrue();
		}
	}

	@Test
	@DisplayName("FA12 two reasons to pause both have to go before the listener is armed")
	void reasonsAddUp() {
		try (Stepped stepped = limit(1, OverLimit.PAUSE)) {
			stepped.listener().failNext(new IOException("Too many open files"));
			stepped.connect();
			assertThat(stepped.stats().acceptPaused(AcceptPause.DESCRIPTORS)).isTrue();
			stepped.advance(Duration.ofMillis(100));
			assertThat(stepped.stats().acceptPaused(AcceptPause.DESCRIPTORS)).isFalse();
			assertThat(stepped.stats().acceptPaused(AcceptPause.LIMIT)).isTrue();
			assertThat(stepped.listener().isArmed()).isFalse();
		}
	}

	@Test
	@DisplayName("FA12 over real sockets the client over the limit sees a reset at once, and the next place is usable")
	void realReset() throws Exception {
		try (Servers.Running server = Servers.start((config) -> config.maxConnections(1), Servers.ECHO)) {
			try (Client first = server.client()) {
				assertThat(first.echo("mine")).isEqualTo("mine");
				// the reset may come while the client still connects
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> readOne(server))
					.withMessageContaining("reset");
				first.fin();
				assertThat(first.readAll()).isEmpty();
			}
			Until.holds(() -> server.stats().closed(CloseReason.PEER_CLOSED) == 1);
			try (Client third = server.client()) {
				assertThat(third.echo("free")).isEqualTo("free");
			}
		}
	}

	private static void readOne(Servers.Running server) throws IOException {
		try (Client client = server.client()) {
			client.read(1);
		}
	}

	@Test
	@DisplayName("FA12 over real sockets a paused client is connected, waits, and is served in its turn")
	void realPause() throws Exception {
		try (Servers.Running server = Servers.start((config) -> config.maxConnections(1).overLimit(OverLimit.PAUSE),
				Servers.ECHO); Client first = server.client()) {
			assertThat(first.echo("one")).isEqualTo("one");
			try (Client second = server.client()) {
				second.send("two");
				assertThat(server.stats().connections()).isEqualTo(1);
				first.fin();
				assertThat(second.readText(3)).isEqualTo("two");
			}
		}
	}

}
