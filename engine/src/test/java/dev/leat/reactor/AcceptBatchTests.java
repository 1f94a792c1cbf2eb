package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimFaults;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The listener is drained, a bounded batch a turn, and more where the loop is busy.
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

	/** 10 ms for a read, 1 ms for an accept. */
	private static SimFaults slow(FakeClock clock) {
		return new SimFaults() {
			@Override
			public void before(String operation) {
				switch (operation) {
					case "read" -> clock.advance(Duration.ofMillis(10));
					case "accept" -> clock.advance(Duration.ofMillis(1));
				}
			}
		};
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
	@DisplayName("FA5 S2-8 those who come get as much of a busy loop's time as those who are there")
	void busyLoopAcceptsForAsLongAsItServes() {
		try (Stepped stepped = batchOf(2)) {
			SimPeer early = stepped.connect();
			stepped.network.faults(slow(stepped.clock));
			arrive(stepped, 50);
			early.send("hello");
			stepped.turn();
			assertThat(early.text()).isEqualTo("hello");
			assertThat(stepped.listener().waiting()).as("a batch while nobody was served before").isEqualTo(48);
			stepped.turn();
			assertThat(stepped.listener().waiting()).as("as many as fit into 10 ms").isEqualTo(38);
			stepped.turn();
			assertThat(stepped.listener().waiting()).as("a batch again").isEqualTo(36);
		}
	}

	@Test
	@DisplayName("FA5 S2-8 accepting is not what a turn has served, so it does not grow with itself")
	void acceptingDoesNotFeedItself() {
		try (Stepped stepped = batchOf(2)) {
			SimPeer early = stepped.connect();
			stepped.network.faults(slow(stepped.clock));
			arrive(stepped, 100);
			for (int turn = 0; turn < 4; turn++) {
				early.send("hello");
				stepped.turn();
			}
			assertThat(stepped.listener().waiting()).as("a batch and three times 10 ms").isEqualTo(100 - 2 - 3 * 10);
		}
	}

	@Test
	@DisplayName("S2-8 after a turn that was held those who are there wait no longer than a bound for those who come")
	void noLongerThanABound() {
		try (Stepped stepped = batchOf(2)) {
			List<SimPeer> early = Stream.generate(stepped::connect).limit(10).toList();
			stepped.network.faults(slow(stepped.clock));
			early.forEach((peer) -> peer.send("hello"));
			stepped.turn();
			arrive(stepped, 200);
			stepped.turn();
			assertThat(stepped.listener().waiting()).isEqualTo(200 - (int) (Acceptors.LONGEST / 1_000_000));
		}
	}

	@Test
	@DisplayName("S2-8 listeners of one loop share the time for accepting")
	void listenersShareTheTime() {
		try (Stepped stepped = batchOf(2)) {
			LeatServer second = Servers.server("second", stepped.group, (config) -> {
			}, (connection) -> Servers.ECHO);
			second.start();
			SimPeer early = stepped.connect();
			stepped.network.faults(slow(stepped.clock));
			early.send("hello");
			stepped.turn();
			arrive(stepped, 50);
			for (int i = 0; i < 50; i++) {
				stepped.network.connect(stepped.port(second));
			}
			stepped.turn();
			int first = stepped.listener().waiting();
			int other = stepped.network.listener(stepped.port(second)).waiting();
			assertThat(List.of(50 - first, 50 - other)).as("10 ms, and a batch").containsExactlyInAnyOrder(10, 2);
			second.stop();
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
