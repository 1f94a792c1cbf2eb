package dev.leat.reactor;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a loop watches a connection for, and who may change it when.
 */
class InterestTests {

	private final Recorder recorder = new Recorder();

	private SimPeer stuck(Stepped stepped) {
		SimPeer peer = stepped.connect().window(0);
		stepped.connection().write(Bytes.of("waits"));
		stepped.step();
		return peer;
	}

	@Test
	@DisplayName("L10 a change replaces the interest whole: reading and writing, then writing only, then reading only")
	void replaced() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stuck(stepped);
			assertThat(peer.interest()).isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
			stepped.connection().pauseReading();
			stepped.step();
			assertThat(peer.interest()).isEqualTo(SelectionKey.OP_WRITE);
			peer.window(Long.MAX_VALUE);
			stepped.step();
			assertThat(peer.interest()).isZero();
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(peer.interest()).isEqualTo(SelectionKey.OP_READ);
		}
	}

	@Test
	@DisplayName("L11 input that waits is hidden by a change to writing only before the next turn")
	void hidden() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stuck(stepped);
			peer.send("hidden");
			stepped.task(Connection::pauseReading);
			int reads = peer.reads();
			peer.window(Long.MAX_VALUE).send(" too");
			stepped.step();
			assertThat(peer.text()).isEqualTo("waits");
			assertThat(peer.reads()).isEqualTo(reads);
			assertThat(peer.unread()).isPositive();
		}
	}

	@Test
	@DisplayName("L15 without interest no event comes, and the socket still works")
	void silentButAlive() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.connection().pauseReading();
			stepped.step();
			peer.send("unheard");
			assertThat(stepped.network.isReady()).isFalse();
			stepped.connection().write(Bytes.of("still works"));
			stepped.step();
			assertThat(peer.text()).isEqualTo("still works");
			assertThat(this.recorder.text()).isEmpty();
		}
	}

	@Test
	@DisplayName("L18 after reading until the socket would block, new bytes are heard again, and nothing in between")
	void heardAgain() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			StringBuilder sent = new StringBuilder();
			for (int i = 0; i < 100; i++) {
				peer.send(i + ",");
				sent.append(i).append(',');
				stepped.step();
				assertThat(this.recorder.text()).isEqualTo(sent.toString());
				assertThat(stepped.network.isReady()).isFalse();
			}
		}
	}

	@Test
	@DisplayName("L17 a change that another thread asks for while the loop sleeps takes effect at once")
	void changedWhileAsleep() throws Exception {
		try (Servers.Running server = Servers.start(this.recorder); Client client = server.client()) {
			Connection connection = this.recorder.awaitOpened();
			for (int i = 1; i <= 5; i++) {
				connection.pauseReading();
				settle(connection);
				client.send("x");
				WakeupTests.awaitQuiet(((NioConnection) connection).loop().counters());
				assertThat(this.recorder.text()).hasSize(i - 1);
				connection.resumeReading();
				int expected = i;
				Until.holds(() -> this.recorder.text().length() == expected);
			}
		}
	}

	@Test
	@DisplayName("L9 threads that change the interest at once leave it as the last of them wanted it")
	void lastOneWins() throws Exception {
		try (Servers.Running server = Servers.start(this.recorder); Client client = server.client()) {
			Connection connection = this.recorder.awaitOpened();
			race(connection);
			connection.pauseReading();
			settle(connection);
			assertThat(connection.isReadingPaused()).isTrue();
			client.send("heard");
			settle(connection);
			assertThat(this.recorder.text()).isEmpty();
			race(connection);
			connection.resumeReading();
			settle(connection);
			assertThat(connection.isReadingPaused()).isFalse();
			client.send("!");
			Until.holds(() -> this.recorder.text().equals("heard!"));
		}
	}

	private static void race(Connection connection) throws Exception {
		CompletableFuture<?>[] threads = new CompletableFuture<?>[4];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = CompletableFuture.runAsync(() -> {
				for (int j = 0; j < 1000; j++) {
					connection.pauseReading();
					connection.resumeReading();
				}
				connection.pauseReading();
			}, (thread) -> new Thread(thread).start());
		}
		CompletableFuture.allOf(threads).get(30, TimeUnit.SECONDS);
	}

	/** Lets the loop do what it was asked for, and look at its sockets once more. */
	private static void settle(Connection connection) throws Exception {
		for (int i = 0; i < 3; i++) {
			CompletableFuture<Void> done = new CompletableFuture<>();
			connection.execute(() -> done.complete(null));
			done.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	@DisplayName("L8 a listener and a connection that another thread adds while the loop sleeps are heard at once")
	void addedWhileAsleep() throws Exception {
		try (EventLoopGroup loops = EventLoopGroup.builder().threads(1).build()) {
			LeatServer first = Servers.server("first", loops, (config) -> {
			}, (connection) -> Servers.ECHO);
			LeatServer second = Servers.server("second", loops, (config) -> {
			}, (connection) -> Servers.ECHO);
			first.start();
			for (LoopStats loop : loops.loopStats()) {
				WakeupTests.awaitQuiet(loop);
			}
			second.start();
			try (Client client = Client.to(second); Client other = Client.to(first)) {
				assertThat(client.echo("second")).isEqualTo("second");
				assertThat(other.echo("first")).isEqualTo("first");
			}
		}
	}

	@Test
	@DisplayName("L5 a loop knows the time from its start, it stands still inside a turn and moves from turn to turn")
	void timeOfTheLoop() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			EventLoop loop = stepped.loops.get(0);
			assertThat(loop.now()).isEqualTo(stepped.clock.nanos());
			stepped.connect();
			long before = loop.now();
			stepped.task((connection) -> {
				stepped.clock.advance(Duration.ofMillis(5));
				assertThat(loop.now()).isEqualTo(before);
			});
			stepped.turn();
			assertThat(loop.now() - before).isEqualTo(5_000_000);
			assertThat(stepped.connection().isOpen()).as("no assertion failed in the task").isTrue();
		}
	}

}
