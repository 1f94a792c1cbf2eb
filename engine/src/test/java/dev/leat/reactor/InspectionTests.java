package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What can be seen of open connections from outside of their loop.
 */
class InspectionTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static List<ConnectionInfo> look(Stepped stepped) {
		return look(stepped, stepped.server.connections().inspect((connection) -> true));
	}

	private static List<ConnectionInfo> look(Stepped stepped,
			Map<String, CompletableFuture<List<ConnectionInfo>>> answers) {
		stepped.step();
		List<ConnectionInfo> all = new ArrayList<>();
		answers.values().forEach((answer) -> all.addAll(answer.join()));
		return all;
	}

	@Test
	@DisplayName("a connection shows what it has done")
	void figures() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			connection.label("device-7");
			connection.write(data);
			connection.write(data.rewind());
		})) {
			SimPeer peer = stepped.connect();
			stepped.advance(SECOND);
			peer.send("hello");
			stepped.step();
			stepped.advance(SECOND.multipliedBy(2));
			NioConnection connection = stepped.connection();
			assertThat(look(stepped)).containsExactly(new ConnectionInfo(connection.id(), "stepped", "acceptor",
					"device-7", connection.remoteAddress(), connection.localAddress(), null, true,
					SECOND.multipliedBy(3), SECOND.multipliedBy(2), 5, 10, 0, true, Set.of()));
		}
	}

	@Test
	@DisplayName("what waits for a peer that does not read shows, and why nothing is read from it")
	void waiting() {
		try (Stepped stepped = Stepped.with((config) -> config.writeHighWaterMark(10).writeLowWaterMark(1),
				Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			peer.window(2);
			peer.send("twelve bytes");
			stepped.step();
			stepped.connection().pauseReading();
			assertThat(look(stepped)).singleElement().satisfies((info) -> {
				assertThat(info.bytesWritten()).isEqualTo(2);
				assertThat(info.pendingWriteBytes()).isEqualTo(10);
				assertThat(info.writable()).isTrue();
				assertThat(info.paused()).containsExactly(PauseReason.USER);
			});
			stepped.connection().write(java.nio.ByteBuffer.allocate(1));
			assertThat(look(stepped)).singleElement().satisfies((info) -> {
				assertThat(info.writable()).isFalse();
				assertThat(info.paused()).containsExactlyInAnyOrder(PauseReason.USER, PauseReason.WRITE_MARK);
			});
		}
	}

	@Test
	@DisplayName("only those that are asked for are looked at, and only their loops are woken")
	void chosen() {
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(2), (config) -> {
		}, (connection) -> Servers.ECHO)) {
			stepped.connect();
			NioConnection first = stepped.connection();
			stepped.connect();
			var answers = stepped.server.connections().inspect((connection) -> connection.id() == first.id());
			assertThat(answers).containsOnlyKeys(first.loop().counters().name());
			assertThat(look(stepped, answers)).extracting(ConnectionInfo::id).containsExactly(first.id());
			assertThat(stepped.server.connections().inspect((connection) -> false)).isEmpty();
		}
	}

	@Test
	@DisplayName("P10 many connections are looked at over several turns, so that nobody waits long")
	void slices() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			int count = 2 * Inspection.SLICE + 1;
			for (int i = 0; i < count; i++) {
				stepped.network.connect(stepped.port());
			}
			stepped.step();
			var answer = stepped.server.connections().inspect((connection) -> true).get("acceptor");
			for (int turn = 0; turn < 2; turn++) {
				stepped.turn();
				assertThat(answer).isNotDone();
			}
			stepped.turn();
			assertThat(answer).isCompletedWithValueMatching((found) -> found.size() == count);
		}
	}

	@Test
	@DisplayName("S1-12 those that end meanwhile are left out, and a loop that ends has none")
	void ended() {
		Stepped stepped = Stepped.of(Servers.ECHO);
		SimPeer peer = stepped.connect();
		stepped.connect();
		Inspection both = new Inspection(stepped.loops.get(0));
		Inspection late = new Inspection(stepped.loops.get(0));
		stepped.server.connections().forEach((connection) -> {
			both.add((NioConnection) connection);
			late.add((NioConnection) connection);
		});
		peer.reset();
		stepped.step();
		var answer = both.begin();
		stepped.step();
		assertThat(answer).isCompletedWithValueMatching((found) -> found.size() == 1);
		stepped.close();
		assertThat(late.begin()).isCompletedWithValueMatching(List::isEmpty);
	}

	@Test
	@DisplayName("a connection tells what it has done on its own loop only, also to who hears of its end")
	void onItsLoop() {
		List<ConnectionInfo> told = new ArrayList<>();
		ServerListener listener = new ServerListener() {
			@Override
			public void closed(Connection connection, CloseReason reason, Throwable cause, Duration age) {
				told.add(connection.info());
			}
		};
		try (Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> Servers.ECHO, listener)) {
			SimPeer peer = stepped.connect();
			peer.send("12345");
			stepped.step();
			NioConnection connection = stepped.connection();
			Stepped.elsewhere(() -> assertThatIllegalStateException().isThrownBy(connection::info));
			peer.fin();
			stepped.step();
			assertThat(told).singleElement().satisfies((info) -> {
				assertThat(info.open()).isFalse();
				assertThat(info.bytesRead()).isEqualTo(5);
				assertThat(info.bytesWritten()).isEqualTo(5);
			});
		}
	}

}
