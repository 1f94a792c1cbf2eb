package dev.leat.reactor;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An abort: what is pending is dropped, and the peer sees a reset.
 */
class AbortTests {

	private final Recorder handler = new Recorder();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	private void abort(boolean onLoop) {
		if (onLoop) {
			this.stepped.task(NioConnection::abort);
		}
		else {
			Stepped.elsewhere(this.connection::abort);
			this.stepped.step();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H6 H7 pending output is dropped, the peer is reset, and onClose says LOCAL once")
	void dropsAndResets(boolean onLoop) {
		this.peer.window(2);
		this.stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
		abort(onLoop);
		this.peer.window(100);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("01");
		assertThat(this.peer.gotReset()).isTrue();
		assertThat(this.peer.gotFin()).isFalse();
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
		assertThat(this.handler.cause).isNull();
		assertThat(this.connection.pendingWriteBytes()).isZero();
		assertThat(this.stepped.group.bufferStats().used()).isZero();
	}

	@Test
	@DisplayName("H6 an abort does not wait for the peer, nor for input that nobody has read")
	void doesNotWait() {
		this.stepped.task(NioConnection::pauseReading);
		this.peer.send("unread");
		this.stepped.task(NioConnection::abort);
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.peer.unread()).isEqualTo(6);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H6 H7 an abort cuts an orderly close short; the reason of the close stays")
	void cutsCloseShort(boolean onLoop) {
		this.peer.window(0);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("stuck"));
			connection.close(CloseReason.PROTOCOL_ERROR);
		});
		assertThat(this.peer.isReleased()).isFalse();
		abort(onLoop);
		assertThat(this.peer.gotReset()).isTrue();
		assertThat(this.handler.events).containsExactly("open", "close PROTOCOL_ERROR");
	}

	@Test
	@DisplayName("H7 aborting twice, and closing after it, tell onClose once")
	void twice() {
		this.stepped.task((connection) -> {
			connection.abort();
			connection.abort();
			connection.close(CloseReason.REPLACED);
			assertThat(connection.isOpen()).isFalse();
		});
		abort(false);
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
	}

	@Test
	@DisplayName("H6 on the loop an abort takes effect when its callback has ended, so that no callback runs inside another")
	void afterTheCallback() {
		this.stepped.task((connection) -> {
			connection.abort();
			assertThat(this.peer.isReleased()).isFalse();
			assertThat(this.handler.closed).isNotDone();
		});
		assertThat(this.peer.isReleased()).isTrue();
	}

	@Test
	@DisplayName("S5-9 L7 input that was ready in the same turn is not delivered after an abort from elsewhere is heard")
	void nothingAfterwards() {
		this.stepped.task(NioConnection::abort);
		this.peer.send("late");
		this.stepped.step();
		assertThat(this.handler.text()).isEmpty();
		assertThat(this.stepped.network.isReady()).isFalse();
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
