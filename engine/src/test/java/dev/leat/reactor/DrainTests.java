package dev.leat.reactor;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A drain lets connections finish, until the grace period is over.
 */
class DrainTests {

	private static final Duration GRACE = Duration.ofSeconds(25);

	/** Keeps its connection when asked to finish, and notes how long it has. */
	private static final class Keeps extends Recorder {

		private final List<Duration> remaining = new ArrayList<>();

		@Override
		public void onDrain(Connection connection, Duration remaining) {
			this.events.add("drain");
			this.remaining.add(remaining);
		}

	}

	private static CompletableFuture<DrainResult> drain(Stepped stepped) {
		return stepped.server.drain(GRACE).toCompletableFuture();
	}

	@Test
	@DisplayName("FD1 with nothing open a drain ends at once, with the listener closed")
	void nothingOpen() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			int port = stepped.port();
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			assertThat(drained).isCompletedWithValue(new DrainResult(0, 0));
			assertThat(stepped.network.isBound(port)).isFalse();
			assertThat(stepped.server.isRunning()).as("it is still to be stopped").isTrue();
			assertThat(stepped.stats().draining()).isTrue();
		}
	}

	@Test
	@DisplayName("a drain of a server that does not run has nothing to do")
	void notRunning() {
		LeatServer server = Servers.server("idle", EventLoopGroup.builder().build(), (config) -> {
		}, (connection) -> Servers.ECHO);
		assertThat(server.drain(GRACE).toCompletableFuture()).isCompletedWithValue(new DrainResult(0, 0));
	}

	@Test
	@DisplayName("FD1 by default a connection closes in an orderly way: what is queued, then FIN, and the reason is DRAIN")
	void closesByDefault() {
		Recorder recorder = new Recorder();
		try (Stepped stepped = Stepped.of(recorder)) {
			SimPeer peer = stepped.connect().window(2);
			stepped.connection().write(ByteBuffer.wrap("queued".getBytes()));
			stepped.step();
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			assertThat(peer.gotFin()).isFalse();
			peer.window(100);
			stepped.step();
			assertThat(peer.text()).isEqualTo("queued");
			assertThat(peer.gotFin()).isTrue();
			assertThat(drained).isNotDone();
			peer.fin();
			stepped.step();
			assertThat(recorder.events).endsWith("drain", "close DRAIN");
			assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
		}
	}

	@Test
	@DisplayName("FD3 an override keeps the connection, which goes on as before, and knows how long it may")
	void overrideKeeps() {
		Keeps keeps = new Keeps();
		try (Stepped stepped = Stepped.of(keeps)) {
			SimPeer peer = stepped.connect();
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			assertThat(keeps.remaining).containsExactly(GRACE);
			peer.send("one more");
			stepped.advance(GRACE.minusNanos(1));
			assertThat(keeps.text()).isEqualTo("one more");
			assertThat(drained).isNotDone();
			stepped.connection().close();
			peer.fin();
			stepped.step();
			assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
			assertThat(keeps.events).containsExactly("open", "drain", "data", "close DRAIN");
		}
	}

	@Test
	@DisplayName("FD3 what is still open when the grace period is over ends with STOP, and is counted apart")
	void graceEnds() {
		Keeps keeps = new Keeps();
		Recorder closes = new Recorder();
		List<ConnectionHandler> handlers = new ArrayList<>(List.of(keeps, closes));
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(2), (config) -> {
		}, (connection) -> handlers.remove(0))) {
			SimPeer stuck = stepped.connect();
			SimPeer quick = stepped.connect().fin();
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			stepped.advance(GRACE.minusNanos(1));
			assertThat(quick.isReleased()).isTrue();
			assertThat(stuck.isReleased()).isFalse();
			assertThat(drained).isNotDone();
			stepped.advance(Duration.ofNanos(1));
			assertThat(stuck.isReleased()).isTrue();
			assertThat(keeps.events).endsWith("close STOP");
			assertThat(drained).isCompletedWithValue(new DrainResult(1, 1));
			assertThat(stepped.stats().closed(CloseReason.STOP)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FD3 a grace period of zero ends everything at once")
	void noGrace() {
		Keeps keeps = new Keeps();
		try (Stepped stepped = Stepped.of(keeps)) {
			stepped.connect();
			CompletableFuture<DrainResult> drained = stepped.server.drain(Duration.ZERO).toCompletableFuture();
			stepped.step();
			assertThat(keeps.events).containsExactly("open", "drain", "close STOP");
			assertThat(drained).isCompletedWithValue(new DrainResult(0, 1));
		}
	}

	@Test
	@DisplayName("FD2 a connection that was accepted just before the drain gets onOpen and then onDrain")
	void acceptedJustBefore() {
		Recorder recorder = new Recorder();
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> recorder)) {
			SimPeer peer = stepped.network.connect(stepped.port());
			turnAcceptor(stepped);
			assertThat(stepped.stats().accepted()).as("accepted, and on its way to its loop").isEqualTo(1);
			assertThat(recorder.events).isEmpty();
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			assertThat(recorder.events).containsExactly("open", "drain");
			peer.fin();
			stepped.step();
			assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
		}
	}

	private static void turnAcceptor(Stepped stepped) {
		try {
			stepped.loops.get(stepped.loops.size() - 1).turn(0);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	@DisplayName("a second drain returns the outcome of the first, and asks nobody again")
	void drainTwice() {
		Keeps keeps = new Keeps();
		try (Stepped stepped = Stepped.of(keeps)) {
			stepped.connect();
			CompletableFuture<DrainResult> first = drain(stepped);
			stepped.step();
			CompletableFuture<DrainResult> second = stepped.server.drain(Duration.ofHours(1)).toCompletableFuture();
			stepped.advance(GRACE);
			assertThat(keeps.remaining).hasSize(1);
			assertThat(first).isCompletedWithValue(new DrainResult(0, 1));
			assertThat(second).isCompletedWithValue(new DrainResult(0, 1));
		}
	}

	@Test
	@DisplayName("a caller cannot complete the drain for the others")
	void outcomeIsNotTheCallers() {
		try (Stepped stepped = Stepped.of(new Keeps())) {
			stepped.connect();
			drain(stepped).complete(new DrainResult(7, 7));
			CompletableFuture<DrainResult> mine = drain(stepped);
			stepped.step();
			stepped.advance(GRACE);
			assertThat(mine).isCompletedWithValue(new DrainResult(0, 1));
		}
	}

	@Test
	@DisplayName("FD3 a stop in the middle of a drain ends what was kept, and the drain is told")
	void stopWhileDraining() {
		Keeps keeps = new Keeps();
		Stepped stepped = Stepped.of(keeps);
		stepped.connect();
		CompletableFuture<DrainResult> drained = drain(stepped);
		stepped.step();
		stepped.close();
		assertThat(keeps.events).endsWith("close STOP");
		assertThat(drained).isCompletedWithValue(new DrainResult(0, 1));
		assertThat(stepped.server.isRunning()).isFalse();
		assertThat(stepped.stats().draining()).isFalse();
		assertThat(stepped.network.open()).isZero();
	}

	@Test
	@DisplayName("FD4 after drain and stop a server starts again, and nothing of the drain is left")
	void startAfterDrain() {
		Keeps keeps = new Keeps();
		try (Stepped stepped = Stepped.of(keeps)) {
			stepped.connect().fin();
			stepped.step();
			drain(stepped);
			stepped.step();
			stepped.close();
			stepped.server.start();
			stepped.step();
			assertThat(stepped.stats().accepting()).isTrue();
			assertThat(stepped.stats().acceptPaused(AcceptPause.DRAINING)).isFalse();
			SimPeer peer = stepped.connect();
			stepped.advance(GRACE);
			assertThat(peer.isReleased()).as("the first drain's grace period is gone").isFalse();
			stepped.connection().close();
			peer.fin();
			stepped.step();
			assertThat(keeps.events).endsWith("close LOCAL");
		}
	}

	@Test
	@DisplayName("FE1 a handler that throws when asked to finish loses its connection, and the others are asked")
	void handlerThrows() {
		Recorder quiet = new Recorder();
		Recorder throwing = new Recorder() {
			@Override
			public void onDrain(Connection connection, Duration remaining) {
				throw new IllegalStateException("not now");
			}
		};
		List<ConnectionHandler> handlers = new ArrayList<>(List.of(throwing, quiet));
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR); Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> handlers.remove(0))) {
			List<SimPeer> peers = List.of(stepped.connect(), stepped.connect());
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			peers.forEach(SimPeer::fin);
			stepped.step();
			assertThat(throwing.events).containsExactly("open", "close HANDLER_ERROR");
			assertThat(quiet.events).containsExactly("open", "drain", "close DRAIN");
			assertThat(drained).isCompletedWithValue(new DrainResult(2, 0));
			assertThat(logs.lines()).singleElement().asString().contains("failed in drain");
		}
	}

	@Test
	@DisplayName("A6 FD1 over real sockets a draining server takes no more clients and serves those that it has")
	void realSockets() throws Exception {
		ConnectionHandler keeps = new ConnectionHandler() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				connection.write(data);
			}

			@Override
			public void onDrain(Connection connection, Duration remaining) {
				connection.write(ByteBuffer.wrap("bye?".getBytes()));
			}
		};
		try (Servers.Running server = Servers.start(keeps)) {
			int port = Objects.requireNonNull(server.server().localAddress()).getPort();
			try (Client client = server.client()) {
				client.echo("in");
				CompletableFuture<DrainResult> drained = server.server().drain(GRACE).toCompletableFuture();
				assertThat(client.readText(4)).isEqualTo("bye?");
				assertThat(client.echo("still served")).isEqualTo("still served");
				assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Client.to(port, 0));
				client.fin();
				assertThat(client.readAll()).isEmpty();
				assertThat(drained.get(30, TimeUnit.SECONDS)).isEqualTo(new DrainResult(1, 0));
			}
		}
	}

}
