package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The listener is drained, a bounded batch a turn.
 */
class AcceptBatchTests {

	private static Stepped batchOf(int size) {
		return Stepped.with((loops) -> loops.acceptBatch(size), (config) -> {
		}, (connection) -> Servers.ECHO);
	}

	private static List<SimPeer> arrive(Stepped stepped, int count) {
		List<SimPeer> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			peers.add(stepped.network.connect(stepped.port()));
		}
		return peers;
	}

	@Test
	@DisplayName("S2-1 S2-7 S5-12 Y6 A2 one readiness accepts all that wait, until there is nothing more")
	void drainsToWouldBlock() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			int before = stepped.listener().accepts();
			arrive(stepped, 5);
			stepped.turn();
			assertThat(stepped.listener().waiting()).isZero();
			assertThat(stepped.listener().accepts() - before).as("five and the one that finds none").isEqualTo(6);
			assertThat(stepped.step().stats().accepted()).isEqualTo(5);
		}
	}

	@Test
	@DisplayName("S2-3 A5 that there is nothing to accept is no error: nothing is logged or counted")
	void wouldBlockIsNoError() {
		try (Logs logs = Logs.of(Acceptor.class, Level.DEBUG); Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			stepped.connect();
			for (AcceptError kind : AcceptError.values()) {
				assertThat(stepped.stats().acceptErrors(kind)).as(kind.word()).isZero();
			}
			assertThat(logs.lines()).isEmpty();
			assertThat(stepped.stats().accepting()).isTrue();
		}
	}

	@Test
	@DisplayName("FA5 S2-8 a turn accepts one batch at most, and the next turn follows by itself")
	void boundedBatchWithFollowUp() {
		try (Stepped stepped = batchOf(4)) {
			arrive(stepped, 10);
			stepped.turn();
			assertThat(stepped.listener().waiting()).isEqualTo(6);
			stepped.turn();
			assertThat(stepped.listener().waiting()).isEqualTo(2);
			assertThat(stepped.network.isReady()).as("the selector still tells").isTrue();
			stepped.turn();
			assertThat(stepped.listener().waiting()).isZero();
			assertThat(stepped.step().stats().connections()).isEqualTo(10);
		}
	}

	@Test
	@DisplayName("S2-8 a batch that is exactly full loses nobody")
	void exactlyOneBatch() {
		try (Stepped stepped = batchOf(4)) {
			arrive(stepped, 4);
			stepped.turn();
			SimPeer late = arrive(stepped, 1).get(0);
			stepped.step();
			late.send("late");
			assertThat(stepped.step().stats().connections()).isEqualTo(5);
			assertThat(late.text()).isEqualTo("late");
		}
	}

	@Test
	@DisplayName("FA5 S2-8 a storm of clients does not starve one that is connected, even on the same loop")
	void connectionsAreServedDuringAStorm() {
		try (Stepped stepped = batchOf(2)) {
			SimPeer early = stepped.connect();
			arrive(stepped, 50);
			early.send("hello");
			stepped.turn();
			assertThat(early.text()).isEqualTo("hello");
			assertThat(stepped.listener().waiting()).isEqualTo(48);
		}
	}

	@Test
	@DisplayName("S2-8 two listeners of one group each get a batch in the same turn")
	void listenersShareATurn() {
		try (Stepped stepped = batchOf(2)) {
			LeatServer second = Servers.server("second", stepped.group, (config) -> {
			}, (connection) -> Servers.ECHO);
			second.start();
			stepped.step();
			InetSocketAddress address = second.localAddress();
			assertThat(address).isNotNull();
			for (int i = 0; i < 10; i++) {
				stepped.network.connect(stepped.port());
				stepped.network.connect(address.getPort());
			}
			stepped.turn();
			assertThat(stepped.listener().waiting()).isEqualTo(8);
			assertThat(stepped.network.listener(address.getPort()).waiting()).isEqualTo(8);
			second.stop();
		}
	}

	@Test
	@DisplayName("S2-2 A4 128 clients that connect at once are all served")
	void burstIsServed() throws Exception {
		Set<Long> ids = ConcurrentHashMap.newKeySet();
		List<Client> clients = new ArrayList<>();
		try (Servers.Running server = Servers.start((connection, data) -> {
			ids.add(connection.id());
			connection.write(data);
		})) {
			for (int i = 0; i < 128; i++) {
				clients.add(server.client());
			}
			for (Client client : clients) {
				client.send("ping");
			}
			for (Client client : clients) {
				assertThat(client.readText(4)).isEqualTo("ping");
			}
			assertThat(ids).as("numbers of connections are unique").hasSize(128);
			assertThat(server.stats().accepted()).isEqualTo(128);
		}
		finally {
			for (Client client : clients) {
				client.close();
			}
		}
	}

	@Test
	@DisplayName("S2-9 A1 the handler sees the address of its client and the one that the client called")
	void addressesAreRight() throws Exception {
		Recorder recorder = new Recorder();
		try (Servers.Running server = Servers.start(recorder); Client client = server.client()) {
			Connection connection = recorder.awaitOpened();
			assertThat(connection.remoteAddress()).isEqualTo(client.socket().getLocalSocketAddress());
			assertThat(connection.localAddress()).isEqualTo(client.socket().getRemoteSocketAddress());
			assertThat(connection.server()).isEqualTo("test");
		}
	}

	@Test
	@DisplayName("A9 a client that is gone before it is accepted harms nobody")
	void goneBeforeAccept() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.network.connect(stepped.port()).reset();
			SimPeer next = stepped.connect();
			next.send("here");
			stepped.step();
			assertThat(next.text()).isEqualTo("here");
			assertThat(stepped.stats().connections()).isEqualTo(1);
			assertThat(stepped.stats().acceptErrors(AcceptError.ABORTED)).isEqualTo(1);
		}
	}

}
