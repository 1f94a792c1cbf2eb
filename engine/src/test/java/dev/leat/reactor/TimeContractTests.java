package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract: every wait has an end, not before its time, and timers run on the loop.
 */
class TimeContractTests extends ConnectionContract {

	private static final Duration TEN = Duration.ofSeconds(10);

	private static final Duration LESS = TEN.minusMillis(1);

	private static final Duration REST = Duration.ofMillis(1);

	/** Advances the clock to just before ten seconds, and then over it. */
	private void tenSeconds() throws Exception {
		// bytes count as late as the end of the turn that has brought them
		onLoop((connection) -> {
		});
		world().advance(LESS);
		onLoop((connection) -> {
		});
		assertThat(this.handler.closed).isNotDone();
		world().advance(REST);
	}

	@Test
	@DisplayName("S3-38 T16 a connection without a byte in either direction ends with IDLE, and not before")
	void idle() throws Exception {
		start((config) -> config.idleTimeout(TEN), this.handler);
		Peer peer = connect();
		world().advance(LESS);
		peer.send("busy");
		world().until(() -> this.handler.text().equals("busy"));
		tenSeconds();
		assertThat(peer.readAll()).isEmpty();
		peer.fin();
		assertThat(awaitClosed()).isEqualTo(CloseReason.IDLE);
		assertThat(this.handler.events).containsExactly("open", "data", "idle", "close IDLE");
	}

	@Test
	@DisplayName("S3-38 a handler that says so in onIdle keeps its connection, and is asked again")
	void keep() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		start((config) -> config.idleTimeout(TEN), new Recorder() {
			@Override
			public boolean onIdle(Connection connection) {
				return asked.incrementAndGet() < 3;
			}
		});
		Peer peer = connect();
		for (int i = 1; i <= 3; i++) {
			int times = i;
			// who was asked and stays is silent anew from then on
			onLoop((connection) -> {
			});
			world().advance(TEN);
			world().until(() -> asked.get() == times);
		}
		assertThat(peer.fin().readAll()).isEmpty();
		world().until(() -> server().stats().closed(CloseReason.IDLE) == 1);
	}

	@Test
	@DisplayName("X18 output that makes no progress ends the connection with WRITE_TIMEOUT, in a reset")
	void writeTimeout() throws Exception {
		start((config) -> config.writeTimeout(TEN), this.handler);
		connect();
		onLoop((connection) -> connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS)));
		do {
			settled();
		}
		while (takesMoreInTenSeconds());
		assertThat(awaitClosed()).isEqualTo(CloseReason.WRITE_TIMEOUT);
	}

	/** Whether a kernel took some more after a while, which is progress. */
	private boolean takesMoreInTenSeconds() throws Exception {
		long before = connection().pendingWriteBytes();
		tenSeconds();
		world().until(() -> this.handler.closed.isDone()
				|| (connection().pendingWriteBytes() != before && connection().isOpen()));
		return !this.handler.closed.isDone();
	}

	/** Waits until the wire takes no more. */
	private void settled() throws Exception {
		long before = -1;
		while (connection().pendingWriteBytes() != before) {
			before = connection().pendingWriteBytes();
			for (int i = 0; i < 100; i++) {
				onLoop((connection) -> {
				});
			}
		}
	}

	@Test
	@DisplayName("H7 H8 one ended side and no byte in the other direction ends with HALF_CLOSE_TIMEOUT")
	void halfClose() throws Exception {
		start((config) -> config.halfCloseTimeout(TEN), this.handler);
		Peer peer = connect();
		elsewhere(Connection::shutdownOutput);
		assertThat(peer.readAll()).isEmpty();
		tenSeconds();
		assertThat(awaitClosed()).isEqualTo(CloseReason.HALF_CLOSE_TIMEOUT);
	}

	@Test
	@DisplayName("H5 H8 a closed connection whose peer never ends is released after the linger time, with its own reason")
	void linger() throws Exception {
		start((config) -> config.lingerIdle(TEN).lingerTime(TEN), this.handler);
		Peer peer = connect();
		elsewhere(Connection::close);
		assertThat(peer.readAll()).isEmpty();
		tenSeconds();
		assertThat(awaitClosed()).isEqualTo(CloseReason.LOCAL);
	}

	@Test
	@DisplayName("T1 T5 T10 T15 timers of any thread run on the loop when they are due, in order; cancelled ones never")
	void timers() throws Exception {
		List<String> ran = Collections.synchronizedList(new ArrayList<>());
		start();
		connect();
		elsewhere((connection) -> {
			connection.schedule(TEN, () -> ran.add("ten " + ((NioConnection) connection).loop().inLoop()));
			connection.schedule(TEN, () -> ran.add("never")).cancel();
			connection.schedule(Duration.ofSeconds(4), () -> ran.add("four"));
			connection.schedule(Duration.ofHours(1), () -> ran.add("moved")).reset(Duration.ofSeconds(6));
			connection.scheduleAtFixedRate(Duration.ofSeconds(3), Duration.ofSeconds(5), () -> ran.add("rate"));
		});
		for (int i = 0; i < 10; i++) {
			world().advance(Duration.ofSeconds(1));
			onLoop((connection) -> {
			});
		}
		world().until(() -> ran.size() == 5);
		assertThat(ran).containsExactly("rate", "four", "moved", "rate", "ten true");
	}

}
