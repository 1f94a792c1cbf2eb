package dev.leat.reactor;

import java.time.Duration;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimListener;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The listener keeps hearing, and where it does not, that is known.
 */
class ListenerInterestTests {

	private static void served(Stepped stepped, SimPeer peer) {
		peer.send("x");
		stepped.step();
		assertThat(peer.text()).isEqualTo("x");
	}

	@Test
	@DisplayName("S5-1 S2-2 A3 clients that come one after the other and leave are all accepted, a thousand of them")
	void everyNextClientIsAccepted() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			for (int i = 0; i < 1000; i++) {
				SimPeer peer = stepped.connect();
				served(stepped, peer);
				peer.fin();
				stepped.step();
				assertThat(peer.isReleased()).isTrue();
			}
			assertThat(stepped.stats().accepted()).isEqualTo(1000);
			assertThat(stepped.stats().closed(CloseReason.PEER_CLOSED)).isEqualTo(1000);
		}
	}

	@Test
	@DisplayName("S5-2 S5-7 clients that come and go, in every way, never touch the listener's interest")
	void connectionsDoNotTouchTheListener() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			int changes = stepped.listener().interestChanges();
			stepped.connect().fin();
			stepped.connect().reset();
			stepped.step();
			stepped.connect();
			stepped.connection().abort();
			stepped.step();
			assertThat(stepped.stats().connections()).isZero();
			assertThat(stepped.listener().interestChanges()).isEqualTo(changes);
			assertThat(stepped.listener().isArmed()).isTrue();
		}
	}

	@Test
	@DisplayName("S5-3 S5-5 a listener that lost its interest is armed again at the next turn, counted and logged")
	void unarmedListenerIsFound() {
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.listener().disarm();
			SimPeer waiting = stepped.network.connect(stepped.port());
			stepped.step();
			assertThat(stepped.listener().isArmed()).isTrue();
			assertThat(stepped.stats().listenerRecovered()).isEqualTo(1);
			assertThat(logs.lines()).singleElement().asString().contains("'stepped'", "interest 0 instead of 16");
			served(stepped, waiting);
			assertThat(stepped.stats().listenerRecovered()).as("counted once").isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S5-5 on an engine that sleeps, whoever reads the figures finds the listener unarmed and wakes the loop")
	void readingTheFiguresFindsIt() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.listener().disarm();
			int wakeups = stepped.network.wakeups();
			boolean[] accepting = { true };
			Stepped.elsewhere(() -> accepting[0] = stepped.stats().accepting());
			assertThat(accepting[0]).as("it says what is").isFalse();
			assertThat(stepped.network.wakeups() + (stepped.loops.get(0).hasWork() ? 1 : 0)).isGreaterThan(wakeups);
			stepped.step();
			assertThat(stepped.stats().accepting()).isTrue();
			assertThat(stepped.stats().listenerRecovered()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S5-3 an armed listener that should be paused is found as well")
	void armedWhilePausedIsFound() {
		try (Stepped stepped = Stepped
			.with((config) -> config.maxConnections(1).overLimit(ServerConfig.OverLimit.PAUSE), Servers.ECHO)) {
			stepped.connect();
			assertThat(stepped.listener().isArmed()).isFalse();
			stepped.listener().arm();
			stepped.turn();
			assertThat(stepped.listener().isArmed()).isFalse();
			assertThat(stepped.stats().listenerRecovered()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S5-5 a listener that is lost at every turn does not flood the log")
	void recoveriesDoNotFloodTheLog() {
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			for (int i = 0; i < 50; i++) {
				stepped.listener().disarm();
				stepped.turn();
			}
			assertThat(stepped.stats().listenerRecovered()).isEqualTo(50);
			assertThat(logs.lines()).hasSize(1);
		}
	}

	@Test
	@DisplayName("S5-4 a change of the interest is logged at debug with the server, the old and the new value")
	void changesAreLogged() {
		try (Logs logs = Logs.of(Acceptor.class, Level.DEBUG);
				Stepped stepped = Stepped
					.with((config) -> config.maxConnections(1).overLimit(ServerConfig.OverLimit.PAUSE), Servers.ECHO)) {
			stepped.connect().fin();
			stepped.step();
			assertThat(logs.lines()).containsExactly("DEBUG Listener of 'stepped' interest 16 -> 0",
					"DEBUG Listener of 'stepped' interest 0 -> 16");
		}
	}

	@Test
	@DisplayName("S5-6 P1 the listener has a loop of its own, apart from the connections")
	void listenerHasItsOwnLoop() {
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			assertThat(stepped.loops).hasSize(2);
			assertThat(stepped.connection().loop()).isSameAs(stepped.loops.get(0));
			assertThat(stepped.listener().selector()).isNotNull().isNotSameAs(peer.selector());
		}
	}

	@Test
	@DisplayName("S5-9 L16 after the listener is closed no event of it comes, though a client waits")
	void noEventAfterClose() {
		Stepped stepped = Stepped.of(Servers.ECHO);
		SimListener listener = stepped.listener();
		int port = stepped.port();
		SimPeer waiting = stepped.network.connect(port);
		stepped.server.drain(Duration.ofSeconds(1));
		stepped.step();
		assertThat(stepped.network.isBound(port)).isFalse();
		int accepts = listener.accepts();
		stepped.advance(Duration.ofSeconds(5));
		assertThat(listener.accepts()).isEqualTo(accepts);
		assertThat(waiting.gotReset() || waiting.gotFin()).as("accepted before the close, or refused by it").isTrue();
		stepped.close();
	}

	@Test
	@DisplayName("S5-11 A12 a handler that throws when it is made or when it opens does not reach the listener")
	void handlersCannotReachTheListener() {
		int[] made = { 0 };
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR); Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> {
			switch (made[0]++) {
				case 0 -> throw new AssertionError("an error");
				case 1 -> throw new IllegalStateException("an exception");
				default -> {
					return Servers.ECHO;
				}
			}
		})) {
			SimPeer first = stepped.network.connect(stepped.port());
			SimPeer second = stepped.network.connect(stepped.port());
			served(stepped, stepped.connect());
			assertThat(first.isReleased() && second.isReleased()).isTrue();
			assertThat(stepped.listener().isArmed()).isTrue();
			assertThat(stepped.stats().handlerErrors(Callback.CREATE)).isEqualTo(2);
			assertThat(logs.lines()).as("two in the same second are one line").hasSize(1);
		}
	}

	@Test
	@DisplayName("S5-14 the state of the listener is visible: accepting, held for a reason, closed")
	void stateIsVisible() {
		Stepped stepped = Stepped.with((config) -> config.maxConnections(1).overLimit(ServerConfig.OverLimit.PAUSE),
				Servers.ECHO);
		ServerStats stats = stepped.stats();
		assertThat(stats.accepting()).isTrue();
		assertThat(stats.acceptPaused(AcceptPause.LIMIT)).isFalse();
		SimPeer peer = stepped.connect();
		assertThat(stats.accepting()).isFalse();
		assertThat(stats.acceptPaused(AcceptPause.LIMIT)).isTrue();
		peer.fin();
		stepped.step();
		assertThat(stats.accepting()).isTrue();
		stepped.close();
		assertThat(stats.accepting()).isFalse();
		for (AcceptPause reason : AcceptPause.values()) {
			assertThat(stats.acceptPaused(reason)).as(reason.word()).isFalse();
		}
	}

	@Test
	@DisplayName("S5-14 a draining server says that it does not accept for that reason")
	void drainingIsVisible() {
		Recorder keeps = new Recorder() {
			@Override
			public void onDrain(Connection connection, Duration remaining) {
				this.events.add("kept");
			}
		};
		try (Stepped stepped = Stepped.of(keeps)) {
			stepped.connect();
			stepped.server.drain(Duration.ofSeconds(5));
			stepped.step();
			assertThat(keeps.events).contains("kept");
			assertThat(stepped.stats().acceptPaused(AcceptPause.DRAINING)).isTrue();
			assertThat(stepped.stats().accepting()).isFalse();
			assertThat(stepped.stats().draining()).isTrue();
		}
	}

}
