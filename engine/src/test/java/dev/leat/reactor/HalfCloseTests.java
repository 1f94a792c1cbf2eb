package dev.leat.reactor;

import java.nio.channels.SelectionKey;
import java.time.Duration;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each side ends on its own: FIN is no close.
 */
class HalfCloseTests {

	private final Recorder handler = new Recorder() {
		@Override
		public void onInputEnd(Connection connection) {
			this.events.add("input-end");
		}
	};

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	private void shutdownOutput(boolean onLoop) {
		if (onLoop) {
			this.stepped.task(NioConnection::shutdownOutput);
		}
		else {
			Stepped.elsewhere(this.connection::shutdownOutput);
			this.stepped.step();
		}
	}

	@Test
	@DisplayName("H5 Y10 FIN follows what was written before, and only when all of it is out")
	void finAfterOutput() {
		this.peer.window(2);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("0123"));
			connection.shutdownOutput();
		});
		assertThat(this.peer.gotFin()).isFalse();
		this.peer.window(2);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("0123");
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("S3-15 H5 from another thread too, FIN follows what that thread wrote")
	void finAfterOutputFromElsewhere() {
		Stepped.elsewhere(() -> {
			this.connection.write(Bytes.of("01"));
			this.connection.write(Bytes.of("23"));
			this.connection.shutdownOutput();
		});
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("0123");
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("R3 S3-13 an ended input is watched no more, so that it causes no turns")
	void endedInputIsSilent() {
		this.peer.fin();
		this.stepped.step();
		assertThat(this.peer.interest() & SelectionKey.OP_READ).isZero();
		assertThat(this.stepped.network.isReady()).isFalse();
	}

	@Test
	@DisplayName("H7 when both sides have ended, this one last, the connection ends with PEER_CLOSED, after its output")
	void bothEndedPeerFirst() {
		this.peer.fin().window(0);
		this.stepped.step();
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("last words"));
			connection.shutdownOutput();
		});
		assertThat(this.peer.isReleased()).isFalse();
		this.peer.window(100);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("last words");
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.PEER_CLOSED);
	}

	@Test
	@DisplayName("H7 shutdownOutput twice, before and after close, sends one FIN and ends once")
	void again() {
		shutdownOutput(true);
		shutdownOutput(false);
		this.stepped.task(NioConnection::close);
		shutdownOutput(false);
		assertThat(this.peer.isReleased()).isFalse();
		this.peer.fin();
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
	}

	@Test
	@DisplayName("H4 H1 shutdownOutput after the end does nothing")
	void afterTheEnd() {
		this.stepped.task(NioConnection::abort);
		this.connection.shutdownOutput();
		Stepped.elsewhere(this.connection::shutdownOutput);
		this.stepped.step();
		assertThat(this.peer.gotFin()).isFalse();
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
	}

	@Test
	@DisplayName("H7 H8 one ended side does not stay for ever: without a byte for 30 seconds the connection is reset")
	void timesOut() {
		shutdownOutput(true);
		this.stepped.advance(Duration.ofSeconds(29));
		assertThat(this.peer.isReleased()).isFalse();
		this.stepped.advance(Duration.ofSeconds(1));
		assertThat(this.peer.gotReset()).isTrue();
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.HALF_CLOSE_TIMEOUT);
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
