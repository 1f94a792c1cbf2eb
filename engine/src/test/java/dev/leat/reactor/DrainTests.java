package dev.leat.reactor;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
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

	/** One who is connected when the drain begins, and has sent nothing yet. */
	private static SimPeer connectAndDrain(Stepped stepped) {
		SimPeer peer = stepped.connect();
		drain(stepped);
		stepped.step();
		return peer;
	}

	private static Stepped overTls(ConnectionHandler handler) {
		return Stepped.with((config) -> config.tls(TlsConfig.builder(Contexts.server()).build()), handler);
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
			assertThat(recorder.events).contains("drain").endsWith("close DRAIN");
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
	@DisplayName("FD1 a connection whose handshake ends during a drain is asked to finish too, once, and knows how long it has")
	void handshakeMeanwhile() throws Exception {
		Keeps keeps = new Keeps();
		try (Stepped stepped = overTls(keeps)) {
			TlsPeer client = TlsPeer.to(stepped);
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step().advance(Duration.ofSeconds(5));
			client.exchange().send("served");
			assertThat(keeps.events).containsExactly("open", "drain", "data");
			assertThat(keeps.remaining).containsExactly(GRACE.minusSeconds(5));
			assertThat(drained).isNotDone();
			stepped.advance(GRACE.minusSeconds(5));
			assertThat(drained).isCompletedWithValue(new DrainResult(0, 1));
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
			stepped.advance(Duration.ofMillis(20));
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

	/**
	 * Answers each request with its last letter in capitals, and leaves half a request.
	 */
	private static class Answers extends Recorder {

		@Override
		public void onData(Connection connection, ByteBuffer data) throws Exception {
			while (data.remaining() >= 2) {
				this.events.add("request");
				data.get();
				connection.write(ByteBuffer.wrap(new byte[] { (byte) Character.toUpperCase(data.get()) }));
			}
		}

	}

	@Test
	@DisplayName("FD1 requests that the system has taken by the drain are answered before FIN")
	void sentBefore() {
		Answers answers = new Answers();
		try (Stepped stepped = Stepped.of(answers)) {
			SimPeer peer = stepped.connect();
			peer.send("ra").send("rb");
			CompletableFuture<DrainResult> drained = drain(stepped);
			stepped.step();
			assertThat(peer.text()).isEqualTo("AB");
			stepped.advance(Duration.ofMillis(20));
			assertThat(peer.gotFin()).isTrue();
			peer.fin();
			stepped.step();
			assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
			assertThat(answers.events).endsWith("close DRAIN");
		}
	}

	@Test
	@DisplayName("FD1 a request on its way when the drain begins is answered, and FIN follows the answer")
	void sentMeanwhile() {
		Answers answers = new Answers();
		try (Stepped stepped = Stepped.of(answers)) {
			SimPeer peer = connectAndDrain(stepped);
			assertThat(peer.gotFin()).isFalse();
			assertThat(stepped.connection().isOpen()).isTrue();
			peer.send("rc");
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.text()).isEqualTo("C");
			assertThat(peer.gotFin()).as("right after the answer").isTrue();
		}
	}

	@Test
	@DisplayName("FD1 who is silent for 20 ms gets FIN, and who has been so all the time gets it at once")
	void silent() {
		try (Stepped stepped = Stepped.of(new Answers())) {
			SimPeer peer = connectAndDrain(stepped);
			stepped.advance(Duration.ofMillis(19));
			assertThat(peer.gotFin()).isFalse();
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.gotFin()).isTrue();
		}
		try (Stepped stepped = Stepped.of(new Answers())) {
			SimPeer peer = stepped.connect();
			stepped.advance(Duration.ofMillis(20));
			drain(stepped);
			stepped.step();
			assertThat(peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FD1 what needs no answer is followed by 20 ms of silence before FIN, since more may be on its way")
	void messagesWithoutAnswer() {
		Recorder handler = new Recorder();
		try (Stepped stepped = Stepped.of(handler)) {
			SimPeer peer = connectAndDrain(stepped);
			peer.send("one");
			stepped.advance(Duration.ofMillis(15));
			assertThat(peer.gotFin()).isFalse();
			peer.send("two");
			stepped.advance(Duration.ofMillis(19)).advance(Duration.ofMillis(19));
			assertThat(peer.gotFin()).isFalse();
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.gotFin()).isTrue();
		}
	}

	/** Owes an answer to whatever comes. */
	private static final class Owes extends Recorder {

		private final List<Answer> owed = new ArrayList<>();

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			data.position(data.limit());
			this.owed.add(connection.defer(8));
		}

	}

	@Test
	@DisplayName("FD3 over TLS what owes an answer when the grace period is over ends with a whole close_notify, and no reset")
	void graceEndsOverTls() throws Exception {
		try (Stepped stepped = overTls(new Owes())) {
			TlsPeer client = TlsPeer.to(stepped).exchange().send("one");
			drain(stepped);
			stepped.step().advance(GRACE);
			assertThat(client.peer.isReleased()).isTrue();
			assertThat(stepped.stats().closed(CloseReason.STOP)).isEqualTo(1);
			assertThat(client.peer.gotReset()).isFalse();
			assertThat(client.takeIn().gotEnd()).isTrue();
		}
	}

	@Test
	@DisplayName("FD1 what is written at the end of the input, which the drain comes upon, is out before FIN")
	void endIsAnswered() {
		byte[] rest = Bytes.random(1 << 20);
		ConnectionHandler answersTheEnd = new Answers() {

			@Override
			public void onInputEnd(Connection connection) {
				connection.write(ByteBuffer.wrap(rest));
			}

		};
		try (Stepped stepped = Stepped.of(answersTheEnd)) {
			SimPeer peer = connectAndDrain(stepped).window(1000).send("ra").fin();
			stepped.step();
			assertThat(peer.gotFin()).isFalse();
			peer.window(Long.MAX_VALUE);
			stepped.step();
			assertThat(peer.count()).isEqualTo(1 + rest.length);
			assertThat(peer.gotFin()).isTrue();
			assertThat(peer.gotReset()).isFalse();
			assertThat(stepped.stats().closed(CloseReason.DRAIN)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FD1 an answer that the end of the input is owed, which the drain comes upon, is out before FIN")
	void endIsOwedAnAnswer() {
		List<Answer> owed = new ArrayList<>();
		ConnectionHandler owesTheEnd = new Answers() {

			@Override
			public void onInputEnd(Connection connection) {
				owed.add(connection.defer(8));
			}

		};
		try (Stepped stepped = Stepped.of(owesTheEnd)) {
			SimPeer peer = connectAndDrain(stepped).send("ra").fin();
			stepped.step().advance(Duration.ofSeconds(5));
			assertThat(peer.gotFin()).isFalse();
			owed.get(0).send(ByteBuffer.wrap("end".getBytes()));
			stepped.step();
			assertThat(peer.text()).isEqualTo("Aend");
			assertThat(peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FD1 an answer that is skipped is none: 20 ms of silence come before FIN, and a next message may come in them")
	void skippedAnswer() {
		Owes handler = new Owes();
		try (Stepped stepped = Stepped.of(handler)) {
			SimPeer peer = connectAndDrain(stepped);
			peer.send("one");
			stepped.step();
			handler.owed.get(0).skip();
			stepped.advance(Duration.ofMillis(15));
			assertThat(peer.gotFin()).isFalse();
			peer.send("two");
			stepped.step();
			handler.owed.get(1).skip();
			stepped.advance(Duration.ofMillis(19));
			assertThat(peer.gotFin()).isFalse();
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FD1 what a drain finds behind an answer given later is not answered by that")
	void laterAnswer() {
		Owes handler = new Owes();
		try (Stepped stepped = Stepped.of(handler)) {
			SimPeer peer = connectAndDrain(stepped);
			peer.send("one");
			stepped.step().advance(Duration.ofSeconds(2));
			stepped.connection().execute(() -> {
				peer.send("two");
				handler.owed.get(0).send(ByteBuffer.wrap("1".getBytes()));
			});
			stepped.step();
			handler.owed.get(1).skip();
			stepped.advance(Duration.ofMillis(19));
			assertThat(peer.gotFin()).isFalse();
			peer.send("three");
			stepped.step();
			handler.owed.get(2).send(ByteBuffer.wrap("3".getBytes()));
			stepped.step();
			assertThat(peer.text()).isEqualTo("13");
			assertThat(peer.gotFin()).as("right after the answer").isTrue();
		}
	}

	@Test
	@DisplayName("FD1 behind so much without answers that others get their turn come 20 ms of silence before FIN, too")
	void manyWithoutAnswer() {
		ConnectionHandler takesTwo = new Recorder() {

			@Override
			public void onData(Connection connection, ByteBuffer data) {
				data.position(data.position() + Math.min(2, data.remaining()));
				if (data.hasRemaining()) {
					connection.yieldReading();
				}
			}

		};
		try (Stepped stepped = Stepped.of(takesTwo)) {
			SimPeer peer = connectAndDrain(stepped);
			peer.send("onetwothree");
			stepped.step().advance(Duration.ofMillis(19));
			assertThat(peer.gotFin()).isFalse();
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FD1 for the rest of a request that has begun a drain waits 20 ms, and no longer")
	void halfARequest() {
		try (Stepped stepped = Stepped.of(new Answers())) {
			SimPeer peer = stepped.connect();
			peer.send("rax");
			drain(stepped);
			stepped.step();
			assertThat(peer.gotFin()).isFalse();
			peer.send("d");
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.text()).isEqualTo("AD");
			assertThat(peer.gotFin()).isTrue();
		}
		try (Stepped stepped = Stepped.of(new Answers())) {
			SimPeer peer = stepped.connect();
			peer.send("x");
			drain(stepped);
			stepped.step();
			stepped.advance(Duration.ofMillis(20));
			assertThat(peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FD1 over TLS a drain waits for the rest of a record that has begun, while that comes, and for 20 ms")
	void halfARecord() throws Exception {
		try (Stepped stepped = overTls(new Answers())) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			byte[] record = client.wrap("ra");
			stepped.advance(Duration.ofMillis(20));
			client.peer.send(Arrays.copyOf(record, 10));
			drain(stepped);
			stepped.step();
			stepped.clock.advance(Duration.ofMillis(19));
			client.peer.send(Arrays.copyOfRange(record, 10, 12));
			stepped.step().advance(Duration.ofMillis(19));
			assertThat(client.peer.gotFin()).isFalse();
			client.peer.send(Arrays.copyOfRange(record, 12, record.length));
			stepped.step();
			assertThat(client.takeIn().text()).isEqualTo("A");
			assertThat(client.peer.gotFin()).as("right after the answer").isTrue();
		}
		try (Stepped stepped = overTls(new Answers())) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.send(Arrays.copyOf(client.wrap("ra"), 10));
			drain(stepped);
			stepped.step().advance(Duration.ofMillis(19));
			assertThat(client.peer.gotFin()).isFalse();
			stepped.advance(Duration.ofMillis(1));
			assertThat(client.peer.gotFin()).isTrue();
		}
	}

	@Test
	@DisplayName("FD3 who sends on and on is closed all the same")
	void neverSilent() {
		try (Stepped stepped = Stepped.of(new Answers())) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < 1000; i++) {
				peer.send("ra");
			}
			drain(stepped);
			stepped.turn().turn().turn().turn();
			stepped.clock.advance(Duration.ofMillis(20));
			stepped.turn().turn();
			assertThat(peer.gotFin()).isTrue();
			assertThat(peer.text().length()).isBetween(Silence.MOST_LOOKS, 1000);
		}
	}

	@Test
	@DisplayName("FD3 who sends on and on what needs no answer is listened to for 1.28 s")
	void neverSilentNorAnswered() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer peer = connectAndDrain(stepped);
			int sent = 0;
			while (!peer.gotFin()) {
				assertThat(sent).isLessThan(130);
				peer.send("on");
				sent++;
				stepped.advance(Duration.ofMillis(10));
			}
			assertThat(sent).isEqualTo(128);
		}
	}

	@Test
	@DisplayName("FD2 who waits in the backlog when the drain begins is accepted, and a request that is there is answered")
	void waitsInTheBacklog() {
		Answers answers = new Answers();
		try (Stepped stepped = Stepped.of(answers)) {
			int port = stepped.port();
			CompletableFuture<DrainResult> drained = drain(stepped);
			SimPeer waits = stepped.network.connect(port).send("ra");
			stepped.step();
			assertThat(waits.text()).isEqualTo("A");
			waits.fin();
			stepped.step();
			assertThat(answers.events).startsWith("open").contains("request", "drain").endsWith("close DRAIN");
			assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
		}
	}

	@Test
	@DisplayName("FD1 connections are asked one after the other, at most as many a second as max-close-rate says")
	void paced() {
		try (Stepped stepped = Stepped.with((config) -> config.maxCloseRate(10), new Keeps())) {
			for (int i = 0; i < 20; i++) {
				stepped.connect();
			}
			drain(stepped);
			stepped.step();
			List<Integer> asked = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				stepped.advance(Duration.ofMillis(500));
				asked.add(askedOf(stepped));
			}
			assertThat(asked).containsExactly(6, 11, 16, 20);
		}
	}

	private static int askedOf(Stepped stepped) {
		int[] asked = new int[1];
		stepped.server.connections().forEach((connection) -> {
			Keeps keeps = (Keeps) ((NioConnection) connection).life().handler();
			asked[0] = keeps.remaining.size();
		});
		return asked[0];
	}

	@Test
	@DisplayName("FD1 the pace is raised where half of the grace period would not do, and few are asked at once")
	void pace() {
		assertThat(Pace.of(50, 500, 0, GRACE.toNanos()).lasts()).isZero();
		assertThat(Pace.of(5000, 500, 0, GRACE.toNanos()).lasts()).isEqualTo(Duration.ofSeconds(10).toNanos());
		assertThat(Pace.of(20_000, 500, 0, GRACE.toNanos()).lasts()).isEqualTo(Duration.ofMillis(12_500).toNanos());
		Pace pace = Pace.of(5000, 500, 7, GRACE.toNanos());
		assertThat(pace.due(0, 2500)).isEqualTo(7);
		assertThat(pace.due(1250, 2500)).isEqualTo(7 + Duration.ofSeconds(5).toNanos());
		assertThat(pace.remaining(7 + Duration.ofSeconds(20).toNanos())).isEqualTo(Duration.ofSeconds(5).toNanos());
	}

}
