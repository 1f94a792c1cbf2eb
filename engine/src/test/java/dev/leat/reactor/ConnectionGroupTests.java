package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.leat.reactor.ServerConfig.WriteOverflow;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The open connections of a server: to count, to find, to visit and to write to.
 */
class ConnectionGroupTests {

	private final List<Connection> opened = new ArrayList<>();

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private Stepped stepped() {
		return stepped(WriteOverflow.CLOSE);
	}

	/** Two loops, and a small cap for each connection. */
	private Stepped stepped(WriteOverflow policy) {
		return Stepped.with((loops) -> loops.threads(2),
				(config) -> config.writeMaxPending(100)
					.writeHighWaterMark(50)
					.writeLowWaterMark(10)
					.writeOverflow(policy),
				(connection) -> {
					this.opened.add(connection);
					return (where, data) -> where.write(data);
				});
	}

	private static List<SimPeer> connect(Stepped stepped, int count) {
		List<SimPeer> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			peers.add(stepped.connect());
		}
		return peers;
	}

	@Test
	@DisplayName("a connection is in the group while it is open, under its number")
	void sizeAndFind() {
		try (Stepped stepped = stepped()) {
			ConnectionGroup group = stepped.server.connections();
			assertThat(group.size()).isZero();
			List<SimPeer> peers = connect(stepped, 3);
			assertThat(group.size()).isEqualTo(3);
			assertThat(this.opened)
				.allSatisfy((connection) -> assertThat(group.find(connection.id())).isSameAs(connection));
			assertThat(group.find(-1)).isNull();
			peers.get(1).fin();
			stepped.step();
			assertThat(group.size()).isEqualTo(2);
			assertThat(group.find(this.opened.get(1).id())).isNull();
		}
	}

	@Test
	@DisplayName("the group is the same object over stop and start, and a stop empties it")
	void sameObject() {
		Stepped stepped = stepped();
		ConnectionGroup group = stepped.server.connections();
		connect(stepped, 2);
		stepped.close();
		assertThat(group.size()).isZero();
		assertThat(stepped.server.connections()).isSameAs(group);
	}

	@Test
	@DisplayName("the action runs for each open connection on the calling thread, and may close it")
	void forEach() {
		try (Stepped stepped = stepped()) {
			List<SimPeer> peers = connect(stepped, 5);
			List<Connection> visited = new ArrayList<>();
			Stepped.elsewhere(() -> {
				Thread here = Thread.currentThread();
				stepped.server.connections().forEach((connection) -> {
					assertThat(Thread.currentThread()).isSameAs(here);
					visited.add(connection);
					connection.close();
				});
			});
			assertThat(visited).containsExactlyInAnyOrderElementsOf(this.opened);
			peers.forEach(SimPeer::fin);
			stepped.step();
			assertThat(stepped.server.connections().size()).isZero();
		}
	}

	@Test
	@DisplayName("H12 an action on a loop may end connections of the same turn")
	void forEachOnTheLoop() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			((NioConnection) connection).context().connections().forEach(Connection::abort);
		})) {
			List<SimPeer> peers = connect(stepped, 3);
			peers.forEach((peer) -> peer.send("all out"));
			stepped.step();
			assertThat(peers).allMatch(SimPeer::gotReset);
			assertThat(stepped.stats().closed(CloseReason.LOCAL)).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("S1-9 X19 the same bytes reach the connections of all loops, and the caller's buffer is free at once")
	void writeFromElsewhere() {
		try (Stepped stepped = stepped()) {
			List<SimPeer> peers = connect(stepped, 5);
			ByteBuffer news = bytes("news!");
			Stepped.elsewhere(() -> {
				stepped.server.connections().write(news);
				assertThat(news.hasRemaining()).isFalse();
				news.clear().put(bytes("XXXXX")).flip();
			});
			stepped.step();
			assertThat(peers).allSatisfy((peer) -> assertThat(peer.text()).isEqualTo("news!"));
		}
	}

	@Test
	@DisplayName("from position to limit only, of a buffer of any kind")
	void slice() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect();
			ByteBuffer direct = ByteBuffer.allocateDirect(10).put(bytes("..part....")).position(2).limit(6);
			stepped.server.connections().write(direct.asReadOnlyBuffer());
			stepped.server.connections().write(ByteBuffer.allocate(0));
			stepped.step();
			assertThat(peer.text()).isEqualTo("part");
		}
	}

	@Test
	@DisplayName("X1 on a loop it takes its place among the writes of the callback")
	void writeOnTheLoop() {
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(0), (config) -> {
		}, (connection) -> (where, data) -> {
			data.position(data.limit());
			where.write(bytes("1"));
			((NioConnection) where).context().connections().write(bytes("all"));
			where.write(bytes("2"));
		})) {
			List<SimPeer> peers = connect(stepped, 2);
			peers.get(0).send("go");
			stepped.step();
			assertThat(peers.get(0).text()).isEqualTo("1all2");
			assertThat(peers.get(1).text()).isEqualTo("all");
		}
	}

	@Test
	@DisplayName("X16 from another thread it takes its place among that thread's writes, though the inbox is in use")
	void orderFromElsewhere() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect();
			Stepped.elsewhere(() -> {
				this.opened.get(0).write(bytes("1"));
				stepped.server.connections().write(bytes("all"));
				this.opened.get(0).write(bytes("2"));
				stepped.server.connections().write(bytes("end"));
			});
			stepped.step();
			assertThat(peer.text()).isEqualTo("1all2end");
		}
	}

	@Test
	@DisplayName("X15 what is on its way to a loop counts for each member, so that no thread can pile bytes up")
	void countedBeforeTheHop() {
		try (Stepped stepped = stepped()) {
			connect(stepped, 2);
			Stepped.elsewhere(() -> {
				stepped.server.connections().write(ByteBuffer.allocate(60));
				assertThat(stepped.stats().pendingWriteBytes()).isEqualTo(120);
				assertThat(this.opened).noneMatch(Connection::isWritable);
				stepped.server.connections().write(ByteBuffer.allocate(60));
			});
			stepped.step();
			assertThat(stepped.stats().closed(CloseReason.WRITE_OVERFLOW)).isEqualTo(2);
			assertThat(stepped.stats().pendingWriteBytes()).isZero();
		}
	}

	@Test
	@DisplayName("S1-10 a member that does not read loses its connection, the others get everything")
	void slowMemberIsLost() {
		try (Stepped stepped = stepped()) {
			List<SimPeer> peers = connect(stepped, 3);
			peers.get(1).window(0);
			for (int i = 0; i < 4; i++) {
				Stepped.elsewhere(() -> stepped.server.connections().write(ByteBuffer.allocate(40)));
				stepped.step();
			}
			assertThat(peers.get(1).gotReset()).isTrue();
			assertThat(peers.get(0).received()).hasSize(160);
			assertThat(peers.get(2).received()).hasSize(160);
			assertThat(stepped.stats().closed(CloseReason.WRITE_OVERFLOW)).isEqualTo(1);
			assertThat(stepped.server.connections().size()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("S1-10 with the policy fail a member that does not read misses whole writes and stays")
	void slowMemberMisses() {
		try (Stepped stepped = stepped(WriteOverflow.FAIL)) {
			List<SimPeer> peers = connect(stepped, 2);
			peers.get(0).window(0);
			for (String text : List.of("a".repeat(60), "b".repeat(60), "c".repeat(40))) {
				stepped.server.connections().write(bytes(text));
				stepped.step();
			}
			peers.get(0).window(1000);
			stepped.step();
			assertThat(peers.get(0).text()).isEqualTo("a".repeat(60) + "c".repeat(40));
			assertThat(peers.get(1).text()).hasSize(160);
			assertThat(stepped.server.connections().size()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("X17 a member that has closed is passed over")
	void closedMember() {
		try (Stepped stepped = stepped()) {
			List<SimPeer> peers = connect(stepped, 2);
			this.opened.get(0).close();
			Stepped.elsewhere(() -> stepped.server.connections().write(bytes("late")));
			stepped.step();
			assertThat(peers.get(0).text()).isEmpty();
			assertThat(peers.get(1).text()).isEqualTo("late");
		}
	}

	@Test
	@DisplayName("X16 S1-12 many threads write to all over real sockets: every message whole, each thread's in order")
	void manyThreads() throws Exception {
		int writers = 4;
		int messages = 200;
		try (Servers.Running server = Servers.start(Servers.ECHO);
				Client one = server.client();
				Client two = server.client()) {
			one.echo("x");
			two.echo("x");
			List<Thread> threads = new ArrayList<>();
			for (int writer = 0; writer < writers; writer++) {
				String name = String.valueOf((char) ('a' + writer));
				threads.add(new Thread(() -> {
					for (int i = 0; i < messages; i++) {
						server.server().connections().write(bytes(name + String.format("%04d", i)));
					}
				}));
			}
			threads.forEach(Thread::start);
			for (Client client : List.of(one, two)) {
				int[] next = new int[writers];
				for (int i = 0; i < writers * messages; i++) {
					String message = client.readText(5);
					int writer = message.charAt(0) - 'a';
					assertThat(Integer.parseInt(message.substring(1))).isEqualTo(next[writer]++);
				}
			}
			for (Thread thread : threads) {
				thread.join();
			}
		}
	}

	@Test
	@DisplayName("X16 what waits in a box whose owner has not been called yet is not overtaken by a write to all")
	void orderBehindPreempted() throws Exception {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect();
			NioConnection connection = (NioConnection) this.opened.get(0);
			Stepped.elsewhere(() -> {
				connection.put(new Asks.Ask(connection, (member) -> {
				}));
				connection.write(bytes("1"));
				stepped.server.connections().write(bytes("2"));
				connection.write(bytes("3"));
			});
			stepped.step();
			assertThat(peer.text()).isEqualTo("123");
			connection.loop().put(connection);
			stepped.step();
			assertThat(peer.text()).isEqualTo("123");
		}
	}

	@Test
	@DisplayName("X16 what has to stay behind a write to all holds up what comes after it")
	void orderBehindBehind() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect();
			NioConnection connection = (NioConnection) this.opened.get(0);
			Stepped.elsewhere(() -> {
				stepped.server.connections().write(bytes("1"));
				connection.write(bytes("2"));
				connection.ask((member) -> Stepped.elsewhere(() -> member.write(bytes("4"))));
				connection.write(bytes("3"));
			});
			stepped.step();
			assertThat(peer.text()).isEqualTo("1234");
		}
	}

}
