package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Halves that nobody holds any more and nobody has closed.
 */
class HalfLeakTests {

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final SplittingHandler handler = new SplittingHandler();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	@BeforeEach
	void split() {
		this.log.start();
		logger().addAppender(this.log);
		this.peer.send("split");
		this.stepped.step();
	}

	@AfterEach
	void stop() {
		this.stepped.close();
		logger().detachAppender(this.log);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(Halves.class);
	}

	private void collectUntil(BooleanSupplier so) {
		while (!so.getAsBoolean()) {
			System.gc();
			this.stepped.step();
		}
	}

	@Test
	@DisplayName("H11 S4-8 halves that are dropped are found, reported once with where they were split, and the socket is released")
	void bothDropped() {
		this.handler.forget();
		collectUntil(this.peer::gotFin);
		this.peer.fin();
		this.stepped.step();
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.log.list).hasSize(1);
		ILoggingEvent event = this.log.list.get(0);
		assertThat(event.getFormattedMessage()).contains("stepped#").contains("dropped without being closed");
		Throwable where = ((ThrowableProxy) event.getThrowableProxy()).getThrowable();
		assertThat(where.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(SplittingHandler.class.getName()));
	}

	@Test
	@DisplayName("V3 S4-8 a half that is dropped is closed, and the other stays usable")
	void oneDropped() throws Exception {
		ReadHalf in = this.handler.halves().in();
		this.handler.forget();
		collectUntil(this.peer::gotFin);
		this.peer.send(" up");
		this.stepped.step();
		assertThat(Aside.run(() -> Streams.text(in, 8)).get()).isEqualTo("split up");
		assertThat(this.peer.isReleased()).isFalse();
		in.close();
	}

	@Test
	@DisplayName("S4-8 halves that were closed, rejoined or wait for bytes are no leak")
	void noLeaks() throws Exception {
		Halves closed = this.handler.halves();
		SimPeer canary = this.stepped.connect();
		this.handler.forget();
		canary.send("split");
		this.stepped.step();
		Aside<String> reader = waiting(closed.in());
		closed.out().close();
		Halves dropped = this.handler.halves();
		Halves.rejoin(dropped.in(), dropped.out());
		dropped = null;
		closed = null;
		SimPeer leaking = leak();
		collectUntil(leaking::gotFin);
		assertThat(this.log.list).hasSize(1);
		assertThat(canary.gotFin()).isFalse();
		this.peer.send("!");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo("split!");
	}

	@Test
	@DisplayName("S4-8 S4-15 a read that was cancelled does not keep its half from being found")
	void cancelledRead() {
		this.peer.send("more");
		this.stepped.step();
		ByteBuffer all = ByteBuffer.allocate(9);
		this.handler.halves().in().readAsync(all);
		this.stepped.step();
		assertThat(all.hasRemaining()).isFalse();
		CompletableFuture<Integer> read = this.handler.halves().in().readAsync(ByteBuffer.allocate(1));
		this.stepped.step();
		read.cancel(true);
		this.handler.forget();
		collectUntil(this.peer::gotFin);
		assertThat(this.log.list).hasSize(1);
	}

	private static Aside<String> waiting(ReadHalf in) {
		return Aside.run(() -> Streams.text(in, 6)).awaitWaiting();
	}

	/** Leaks the halves of another connection, so that the collector is seen to work. */
	private SimPeer leak() {
		SimPeer leaking = this.stepped.connect();
		this.handler.forget();
		leaking.send("split");
		this.stepped.step();
		this.handler.forget();
		return leaking;
	}

	@Test
	@DisplayName("S4-8 halves dropped after their connection has ended are no leak")
	void endedFirst() {
		this.peer.reset();
		this.stepped.step();
		SimPeer leaking = leak();
		collectUntil(leaking::gotFin);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.singleElement()
			.satisfies((message) -> assertThat(message).contains("#" + List.copyOf(connections()).get(0)));
	}

	private List<Long> connections() {
		List<Long> ids = new ArrayList<>();
		this.stepped.server.connections().forEach((connection) -> ids.add(connection.id()));
		return ids;
	}

}
