package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An orderly close: output first, then FIN, then whatever still comes in is dropped until
 * the peer has ended too.
 */
class OrderlyCloseTests {

	private final Recorder handler = new Recorder();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	private void assertNotReleased() {
		assertThat(this.peer.isReleased()).isFalse();
		assertThat(this.handler.closed).isNotDone();
	}

	@Test
	@DisplayName("H5 Y10 X4 what is pending is sent before FIN, through as many parts as it takes")
	void outputThenFin() {
		this.peer.window(4);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("0123456789"));
			connection.close();
			assertThat(connection.isOpen()).isFalse();
		});
		assertThat(this.peer.gotFin()).isFalse();
		this.peer.window(5);
		this.stepped.step();
		assertThat(this.peer.gotFin()).isFalse();
		this.peer.window(1);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("0123456789");
		assertThat(this.peer.gotFin()).isTrue();
		assertNotReleased();
	}

	@Test
	@DisplayName("H7 after close no hook but onClose is called, whatever arrives")
	void silentAfterClose() {
		this.stepped.task(NioConnection::close);
		this.peer.send("ignored").send("ignored too");
		this.stepped.step();
		assertThat(this.peer.unread()).isZero();
		this.peer.fin();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
		assertThat(this.handler.text()).isEmpty();
	}

	@Test
	@DisplayName("H5 input is drained after close although reading had been paused")
	void drainsPausedInput() {
		this.stepped.task(NioConnection::pauseReading);
		this.peer.send("unread").fin();
		this.stepped.step();
		assertThat(this.peer.unread()).isEqualTo(6);
		this.stepped.task(NioConnection::close);
		assertThat(this.peer.unread()).isZero();
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.handler.text()).isEmpty();
	}

	@Test
	@DisplayName("H7 closing again changes nothing; the first reason stays")
	void twice() {
		this.stepped.task((connection) -> {
			connection.close(CloseReason.REPLACED);
			connection.close();
			connection.close(CloseReason.PROTOCOL_ERROR);
		});
		Stepped.elsewhere(this.connection::close);
		this.peer.fin();
		this.stepped.step();
		this.connection.close();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "close REPLACED");
	}

	@Test
	@DisplayName("S3-15 H5 from another thread, what was written before the close is sent and what is written after it is refused")
	void fromAnotherThread() {
		ToldOutcomes outcomes = new ToldOutcomes();
		Stepped.elsewhere(() -> {
			this.connection.write(Bytes.of("before"), outcomes.of("before"));
			this.connection.close();
			this.connection.write(Bytes.of("after"), outcomes.of("after"));
		});
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("before");
		assertThat(this.peer.gotFin()).isTrue();
		assertThat(outcomes.told()).containsExactly("before:6", "after:0 ClosedChannelException");
	}

	@ParameterizedTest
	@EnumSource(names = { "LOCAL", "PROTOCOL_ERROR", "REPLACED" })
	@DisplayName("H7 an application's own reasons reach onClose and the counter")
	void reasonsOfTheApplication(CloseReason reason) {
		this.stepped.task((connection) -> connection.close(reason));
		this.peer.fin();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "close " + reason);
		assertThat(this.stepped.stats().closed(reason)).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "LOCAL", "PROTOCOL_ERROR", "REPLACED" }, mode = Mode.EXCLUDE)
	@DisplayName("H7 other reasons are the engine's: an application that gives one is told so, and nothing is closed")
	void reasonsOfTheEngine(CloseReason reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.connection.close(reason))
			.withMessageContaining(reason.name())
			.withMessageContaining("REPLACED");
		assertThat(this.connection.isOpen()).isTrue();
	}

	@Test
	@DisplayName("R4 H7 where the peer ended first, close needs no waiting and its reason is PEER_CLOSED")
	void peerEndedFirst() {
		this.peer.send("request").fin();
		this.stepped.step();
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.handler.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("R4 H5 where the peer ended first, what is pending is still sent")
	void peerEndedFirstWithOutput() {
		this.peer.window(0);
		this.stepped.task((connection) -> connection.write(Bytes.of("answer")));
		this.peer.fin();
		this.stepped.step();
		assertNotReleased();
		this.peer.window(100);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("answer");
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.peer.gotReset()).isFalse();
	}

	@Test
	@DisplayName("H7 while the server drains, the reason of close is DRAIN")
	void draining() {
		this.stepped.server.drain(Duration.ofSeconds(5));
		this.stepped.step().advance(Duration.ofMillis(20));
		this.peer.fin();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "drain", "close DRAIN");
	}

	@Test
	@DisplayName("H5 a flush that makes no progress ends with the write timeout, in a reset; the first reason stays")
	void flushTimesOut() {
		ToldOutcomes outcomes = new ToldOutcomes();
		this.peer.window(2);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("stuck"), outcomes.of("stuck"));
			connection.close();
		});
		this.stepped.advance(Duration.ofSeconds(59));
		assertNotReleased();
		this.stepped.advance(Duration.ofSeconds(2));
		assertThat(this.peer.gotReset()).isTrue();
		assertThat(outcomes.told()).containsExactly("stuck:2 ClosedChannelException");
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.LOCAL);
		assertThat(this.stepped.group.bufferStats().used()).isZero();
	}

	@Test
	@DisplayName("R5 H7 a reset while the output is being flushed ends it, with the first reason and the cause")
	void resetWhileFlushing() {
		this.peer.window(0);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("stuck"));
			connection.close();
		});
		this.peer.reset();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
		assertThat(this.handler.cause).hasMessageContaining("reset");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H12 closing connection B inside A's handler is safe, also when both have events in the same turn")
	void closesAnother(boolean abort) {
		List<Connection> open = new ArrayList<>();
		Recorder killer = new Recorder() {
			@Override
			public void onOpen(Connection connection) {
				open.add(connection);
			}

			@Override
			public void onData(Connection connection, ByteBuffer data) throws Exception {
				super.onData(connection, data);
				open.forEach((each) -> {
					if (each != connection && abort) {
						each.abort();
					}
					else if (each != connection) {
						each.close();
					}
				});
			}
		};
		try (Stepped both = Stepped.of(killer)) {
			SimPeer first = both.connect();
			SimPeer second = both.connect();
			first.send("1");
			second.send("2");
			both.step();
			assertThat(killer.text()).isIn("1", "2");
			first.fin();
			second.fin();
			both.step();
			assertThat(first.isReleased()).isTrue();
			assertThat(second.isReleased()).isTrue();
			assertThat(killer.events.stream().filter((event) -> event.startsWith("close"))).hasSize(2);
		}
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
