package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which loop a connection gets, for life.
 */
class LoopChoiceTests {

	private final List<Connection> opened = new ArrayList<>();

	private Stepped stepped(int threads) {
		return Stepped.with((loops) -> loops.threads(threads), (config) -> {
		}, (connection) -> {
			this.opened.add(connection);
			return Servers.ECHO;
		});
	}

	private List<Integer> loopsOfOpened() {
		return this.opened.stream().map((connection) -> ((NioConnection) connection).loop().index()).toList();
	}

	private static List<Integer> loads(Stepped stepped) {
		return stepped.group.loopStats().stream().map(LoopStats::connections).toList();
	}

	@Test
	@DisplayName("S3-28 P1 among loops alike each gets a connection in its turn, from the first on, and it wraps")
	void roundRobinAmongEquals() {
		try (Stepped stepped = stepped(3)) {
			for (int i = 0; i < 7; i++) {
				stepped.connect();
			}
			assertThat(loopsOfOpened()).containsExactly(0, 1, 2, 0, 1, 2, 0);
			assertThat(loads(stepped)).as("the acceptor's loop is last and carries none").containsExactly(3, 2, 2, 0);
		}
	}

	@Test
	@DisplayName("P1 with one thread every connection is on its loop")
	void oneThread() {
		try (Stepped stepped = stepped(1)) {
			stepped.connect();
			stepped.connect();
			stepped.connect();
			assertThat(loopsOfOpened()).containsExactly(0, 0, 0);
			assertThat(loads(stepped)).containsExactly(3, 0);
		}
	}

	@Test
	@DisplayName("P1 one connection after the other, each gone before the next, still uses every loop")
	void shortConnectionsAreSpread() {
		try (Stepped stepped = stepped(2)) {
			for (int i = 0; i < 4; i++) {
				stepped.connect().fin();
				stepped.step();
			}
			assertThat(loopsOfOpened()).containsExactly(0, 1, 0, 1);
		}
	}

	@Test
	@DisplayName("S3-32 the loop with the fewest connections gets the next, until it has as many as the others")
	void fewestConnections() {
		try (Stepped stepped = stepped(3)) {
			List<SimPeer> peers = new ArrayList<>();
			for (int i = 0; i < 9; i++) {
				peers.add(stepped.connect());
			}
			peers.get(1).fin();
			peers.get(4).fin();
			stepped.step();
			assertThat(loads(stepped)).containsExactly(3, 1, 3, 0);
			this.opened.clear();
			stepped.connect();
			stepped.connect();
			assertThat(loopsOfOpened()).containsExactly(1, 1);
		}
	}

	@Test
	@DisplayName("S3-32 a batch that is accepted in one turn is spread, though no loop has begun any of it")
	void batchIsSpread() {
		try (Stepped stepped = stepped(2)) {
			for (int i = 0; i < 8; i++) {
				stepped.network.connect(stepped.port());
			}
			stepped.step();
			assertThat(loads(stepped)).containsExactly(4, 4, 0);
		}
	}

	@Test
	@DisplayName("S3-32 the connections of all servers of a group count")
	void serversShareTheCount() {
		try (Stepped stepped = stepped(2)) {
			stepped.connect();
			LeatServer second = Servers.server("second", stepped.group, (config) -> {
			}, (connection) -> {
				this.opened.add(connection);
				return Servers.ECHO;
			});
			second.start();
			stepped.step();
			stepped.network.connect(stepped.port(second));
			stepped.step();
			stepped.network.connect(stepped.port(second));
			stepped.step();
			assertThat(loopsOfOpened()).containsExactly(0, 1, 0);
			second.stop();
			stepped.step();
			assertThat(loads(stepped)).containsExactly(1, 0, 0);
		}
	}

	@Test
	@DisplayName("S3-30 P1 with 0 threads the acceptor's loop carries the connections")
	void noThreads() {
		try (Stepped stepped = stepped(0)) {
			stepped.connect();
			SimPeer second = stepped.connect();
			second.send("same loop");
			stepped.step();
			assertThat(second.text()).isEqualTo("same loop");
			assertThat(stepped.loops).hasSize(1);
			assertThat(loads(stepped)).containsExactly(2);
			assertThat(stepped.group.loopStats()).singleElement().extracting(LoopStats::name).isEqualTo("acceptor");
		}
	}

	@Test
	@DisplayName("FE3 a loop that has died gets no more connections; the others carry on")
	void deadLoopIsNotChosen() {
		try (Stepped stepped = stepped(2)) {
			stepped.loops.get(0).stop();
			stepped.step();
			assertThat(stepped.loops).as("one has ended").hasSize(2);
			for (int i = 0; i < 4; i++) {
				SimPeer peer = stepped.connect();
				peer.send("alive");
				stepped.step();
				assertThat(peer.text()).isEqualTo("alive");
			}
			assertThat(loopsOfOpened()).containsExactly(1, 1, 1, 1);
		}
	}

	@Test
	@DisplayName("FE3 without any loop that lives a client is closed, counted as a failed accept, and its place is free again")
	void allLoopsDead() {
		try (Stepped stepped = stepped(1)) {
			stepped.loops.get(0).stop();
			stepped.step();
			SimPeer peer = stepped.connect();
			assertThat(peer.isReleased()).isTrue();
			assertThat(loads(stepped)).containsExactly(0, 0);
			assertThat(stepped.stats().accepted()).isZero();
			assertThat(stepped.stats().acceptErrors(AcceptError.OTHER)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("numbers of connections are unique over servers and groups, and never used again")
	void numbersAreUnique() {
		Set<Long> numbers = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			this.opened.clear();
			try (Stepped one = stepped(1); Stepped two = stepped(0)) {
				for (int client = 0; client < 10; client++) {
					one.connect();
					two.connect();
				}
				this.opened.forEach((connection) -> assertThat(numbers.add(connection.id())).isTrue());
			}
		}
		assertThat(numbers).hasSize(60);
	}

	@Test
	@DisplayName("S3-29 P4 all callbacks of a connection run on the one thread of its loop")
	void oneThreadForLife() throws Exception {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		Recorder recorder = new Recorder() {
			@Override
			public void onOpen(Connection connection) throws Exception {
				threads.add(Thread.currentThread());
				super.onOpen(connection);
			}

			@Override
			public void onData(Connection connection, ByteBuffer data) {
				threads.add(Thread.currentThread());
				connection.write(data);
			}

			@Override
			public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
				threads.add(Thread.currentThread());
				super.onClose(connection, reason, cause);
			}
		};
		try (Servers.Running server = Servers.start(recorder)) {
			try (Client client = server.client()) {
				for (int i = 0; i < 20; i++) {
					assertThat(client.echo("again")).isEqualTo("again");
				}
			}
			recorder.awaitClosed();
		}
		assertThat(threads).singleElement().extracting(Thread::getName).asString().startsWith("leat-loop-");
	}

}
