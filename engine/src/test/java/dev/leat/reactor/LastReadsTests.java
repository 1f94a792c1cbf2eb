package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream that is drained while its reader is behind.
 */
class LastReadsTests {

	private static final int WINDOW = 1000;

	private static final Duration GRACE = Duration.ofSeconds(25);

	private static final Duration SILENCE = Duration.ofNanos(Silence.SHORT);

	/** How long it takes to believe in the silence of who was held up. */
	private static final Duration LONG_SILENCE = Duration.ofNanos(Silence.LONG);

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile @Nullable ReadHalf in;

	private final StreamHandler handler = (connection, in, out) -> {
		this.in = in;
		this.end.await();
	};

	private final Stepped stepped = Stepped.with((loops) -> loops.readBuffer(WINDOW), (config) -> {
	}, new StreamCalls(this.handler, (task) -> new Thread(task).start()));

	private final SimPeer peer = this.stepped.connect();

	@BeforeEach
	void awaitHandler() {
		while (this.in == null) {
			Thread.onSpinWait();
		}
	}

	@AfterEach
	void stop() {
		this.end.countDown();
		this.stepped.close();
	}

	private ReadHalf in() {
		return Objects.requireNonNull(this.in);
	}

	private void send(int bytes) {
		this.peer.send("x".repeat(bytes));
	}

	private CompletableFuture<DrainResult> drain() {
		CompletableFuture<DrainResult> drained = this.stepped.server.drain(GRACE).toCompletableFuture();
		this.stepped.step();
		return drained;
	}

	/** Reads so many bytes, stepping the loop meanwhile. */
	private void read(int bytes) throws Exception {
		Aside.run(() -> Streams.text(in(), bytes)).get(this.stepped::step);
	}

	/** The input ends when nothing has come for so long, and not before. */
	private void endsAfter(Duration silence) {
		this.stepped.advance(silence.minusNanos(1));
		assertThat(hasEnded()).isFalse();
		this.stepped.advance(Duration.ofNanos(1));
		assertThat(hasEnded()).isTrue();
	}

	/** Whether there is nothing more to read, and the input has ended. */
	private boolean hasEnded() {
		CompletableFuture<Integer> reader = in().readAsync(ByteBuffer.allocate(1));
		this.stepped.step();
		boolean ended = reader.isDone() && reader.join() == -1;
		reader.cancel(false);
		this.stepped.step();
		return ended;
	}

	@Test
	@DisplayName("FD1 what found no room in the window of a stream by the drain is read, and then the input ends")
	void fullWindow() throws Exception {
		send(10 * WINDOW);
		this.stepped.step();
		drain();
		assertThat(this.peer.unread()).as("held back").isEqualTo(9 * WINDOW);
		assertThat(in().available()).isEqualTo(WINDOW);
		read(10 * WINDOW);
		this.stepped.advance(LONG_SILENCE);
		assertThat(hasEnded()).isTrue();
	}

	@Test
	@DisplayName("FD1 what comes in many small segments by the drain is read to the last")
	void manySegments() throws Exception {
		for (int i = 0; i < 500; i++) {
			send(10);
		}
		drain();
		read(5000);
		this.stepped.advance(LONG_SILENCE);
		assertThat(hasEnded()).isTrue();
		send(1);
		this.stepped.step();
		assertThat(this.peer.unread()).as("what comes later is dropped").isZero();
		assertThat(hasEnded()).isTrue();
	}

	@Test
	@DisplayName("FD1 what follows within 20 ms is read too")
	void followsSoon() throws Exception {
		send(WINDOW / 2);
		drain();
		read(WINDOW / 2);
		this.stepped.advance(SILENCE.minusNanos(1));
		assertThat(hasEnded()).isFalse();
		send(WINDOW / 2);
		read(WINDOW / 2);
		endsAfter(SILENCE);
	}

	@Test
	@DisplayName("FD1 what a full window held back follows a round trip after the room for it, and is read")
	void followsARoundTripLater() throws Exception {
		send(2 * WINDOW);
		drain();
		this.stepped.advance(Duration.ofSeconds(5));
		read(2 * WINDOW);
		this.stepped.advance(Duration.ofMillis(60));
		assertThat(hasEnded()).isFalse();
		send(WINDOW / 2);
		read(WINDOW / 2);
		endsAfter(LONG_SILENCE);
	}

	@Test
	@DisplayName("FD1 the input of who has been silent all the time ends at once")
	void silent() throws Exception {
		this.stepped.advance(SILENCE);
		drain();
		assertThat(hasEnded()).isTrue();
		assertThat(this.stepped.loops.get(0).timers().size()).as("the deadline and the grace period").isEqualTo(2);
	}

	@Test
	@DisplayName("FD1 a handler that answers and returns is finished, not cut off")
	void finishes() throws Exception {
		send(3 * WINDOW);
		CompletableFuture<DrainResult> drained = drain();
		read(3 * WINDOW);
		this.stepped.advance(SILENCE);
		this.end.countDown();
		while (!this.peer.gotFin()) {
			this.stepped.step();
		}
		this.peer.fin();
		this.stepped.step();
		assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
	}

	@Test
	@DisplayName("FD3 a stream that does not read is waited for until the grace period is over")
	void graceEnds() {
		send(3 * WINDOW);
		CompletableFuture<DrainResult> drained = drain();
		this.stepped.advance(GRACE.minusNanos(1));
		assertThat(drained).isNotDone();
		this.stepped.advance(Duration.ofNanos(1));
		assertThat(drained).isCompletedWithValue(new DrainResult(0, 1));
	}

	@Test
	@DisplayName("FD3 the input of who sends on and on ends behind what a socket can hold")
	void sendsOn() throws Exception {
		int most = Silence.MOST_LOOKS * WINDOW;
		send(2 * most);
		drain();
		read(most);
		Aside<Integer> rest = Aside.run(() -> in().asInputStream().readAllBytes().length);
		assertThat(rest.get(this.stepped::step)).isLessThan(4 * WINDOW);
		assertThat(this.peer.unread()).isZero();
	}

	@Test
	@DisplayName("FD3 the input of who sends little but often ends after 1.28 s")
	void sendsLittle() {
		drain();
		int sent = 0;
		while (sent < 200 && !hasEnded()) {
			send(1);
			sent++;
			this.stepped.advance(Duration.ofMillis(10));
		}
		assertThat(sent).isBetween(128, 130);
		assertThat(this.stepped.loops.get(0).timers().size()).as("the deadline and the grace period").isEqualTo(2);
	}

	@Test
	@DisplayName("FD3 who was held up is listened to for 1.28 s more, and not for longer")
	void sendsLittleBehindAFullWindow() throws Exception {
		send(2 * WINDOW);
		drain();
		this.stepped.advance(Duration.ofSeconds(5));
		read(2 * WINDOW);
		int sent = 0;
		while (sent < 200 && !hasEnded()) {
			send(1);
			sent++;
			this.stepped.advance(Duration.ofMillis(10));
		}
		assertThat(sent).isBetween(128, 130);
	}

	@Test
	@DisplayName("while a drain listens, what comes is read by one call, and what else happens costs none")
	void readsOnce() {
		send(1);
		drain();
		int reads = this.peer.reads();
		send(1);
		this.stepped.step();
		this.stepped.connection().life().settleLater();
		this.stepped.step();
		assertThat(in().available()).isEqualTo(2);
		assertThat(this.peer.reads() - reads).isEqualTo(1);
	}

	@Test
	@DisplayName("FD1 what the application does not want to read by the drain is not waited for")
	void paused() throws Exception {
		this.stepped.connection().pauseReading();
		send(5);
		this.stepped.step();
		drain();
		assertThat(hasEnded()).isTrue();
	}

	@Test
	@DisplayName("S4-10 a reset behind the drain is told to the reader, after what had come")
	void reset() throws Exception {
		send(3 * WINDOW);
		drain();
		this.peer.reset();
		Aside<Integer> reader = Aside.run(() -> in().asInputStream().readAllBytes().length);
		while (!reader.isDone()) {
			this.stepped.step();
		}
		assertThat(reader.failure()).hasMessageContaining("reset");
	}

}
