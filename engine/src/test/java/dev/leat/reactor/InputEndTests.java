package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of input, nothing to read, and a failure are three different things.
 */
class InputEndTests {

	private final Recorder recorder = new Recorder();

	/** Goes on after the peer's FIN. */
	private final Recorder stays = new Recorder() {
		@Override
		public void onInputEnd(Connection connection) {
			this.events.add("input-end");
		}
	};

	@Test
	@DisplayName("S3-19 Y3 without an override the peer's FIN closes the connection and frees the socket")
	void defaultCloses() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			peer.send("bye").fin();
			stepped.step();
			assertThat(peer.text()).isEqualTo("bye");
			assertThat(peer.gotFin()).isTrue();
			assertThat(peer.isReleased()).isTrue();
			assertThat(stepped.stats().closed(CloseReason.PEER_CLOSED)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FB3 R3 after the peer's FIN the socket is not read again and READ interest is off")
	void finDoesNotSpin() {
		try (Stepped stepped = Stepped.of(this.stays)) {
			SimPeer peer = stepped.connect();
			peer.fin();
			stepped.step();
			int reads = peer.reads();
			stepped.step().step();
			assertThat(peer.reads()).isEqualTo(reads).isEqualTo(1);
			assertThat(peer.interest() & SelectionKey.OP_READ).isZero();
			assertThat(this.stays.events).containsOnlyOnce("input-end");
		}
	}

	@Test
	@DisplayName("S3-19 Y4 R2 a readable socket with nothing to read is neither an end nor an error")
	void wouldBlock() throws Exception {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.connection().life().ready(SelectionKey.OP_READ);
			stepped.step();
			assertThat(peer.reads()).isEqualTo(1);
			assertThat(this.recorder.events).containsExactly("open");
			peer.send("fine");
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo("fine");
		}
	}

	@Test
	@DisplayName("S3-19 R5 another failure to read closes once with IO_ERROR and the failure")
	void failure() {
		IOException failure = new IOException("No route to host");
		try (Stepped stepped = Stepped.of(this.recorder)) {
			stepped.connect().fail(failure);
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close IO_ERROR");
			assertThat(this.recorder.cause).isSameAs(failure);
		}
	}

	@Test
	@DisplayName("R4 what the handler had left is there in onInputEnd, and its buffer is given back after it")
	void leftoversAtTheEnd() {
		List<String> left = new ArrayList<>();
		ConnectionHandler leaves = new ConnectionHandler() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
			}

			@Override
			public void onInputEnd(Connection connection) {
				left.add(Bytes.take(connection.unconsumed()));
				connection.close();
				left.add(Bytes.take(connection.unconsumed()));
			}
		};
		try (Stepped stepped = Stepped.of(leaves)) {
			stepped.connect().send("rest").send("less").fin();
			stepped.step();
			assertThat(left).containsExactly("restless", "restless");
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("S3-16 a FIN that arrives after the close is not told")
	void finAfterClose() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.connection().close();
			stepped.step();
			peer.send("unread").fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "close LOCAL");
		}
	}

	@Test
	@DisplayName("S4-11 H1 after both have ended their side the connection is gone, without a close of the handler's")
	void bothEnd() {
		try (Stepped stepped = Stepped.of(this.stays)) {
			SimPeer peer = stepped.connect();
			stepped.connection().shutdownOutput();
			stepped.step();
			assertThat(peer.gotFin()).isTrue();
			peer.send("more").fin();
			stepped.step();
			assertThat(this.stays.text()).isEqualTo("more");
			assertThat(this.stays.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
			assertThat(peer.isReleased()).isTrue();
		}
	}

}
