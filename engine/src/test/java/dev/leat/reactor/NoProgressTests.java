package dev.leat.reactor;

import java.nio.ByteBuffer;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pass over a connection that would repeat for ever without effect closes it.
 */
class NoProgressTests {

	/** Pauses and resumes in each call, so that what it leaves comes again. */
	private static class Greedy extends Recorder {

		int calls;

		void handle(Connection connection, ByteBuffer data) {
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			this.calls++;
			connection.pauseReading();
			handle(connection, data);
			connection.resumeReading();
		}

	}

	@Test
	@DisplayName("S3-12 a handler that asks for the same bytes again and does nothing with them ends with NO_PROGRESS")
	void closes() {
		Greedy greedy = new Greedy();
		try (Stepped stepped = Stepped.of(greedy)) {
			SimPeer peer = stepped.connect();
			peer.send("stuck").fin();
			stepped.step();
			assertThat(greedy.calls).isEqualTo(2);
			assertThat(greedy.events).containsExactly("open", "close NO_PROGRESS");
			assertThat(stepped.stats().closed(CloseReason.NO_PROGRESS)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S3-12 consuming a byte a call is progress, to the last byte")
	void consumingIsProgress() {
		Greedy greedy = new Greedy() {
			@Override
			void handle(Connection connection, ByteBuffer data) {
				data.get();
			}
		};
		try (Stepped stepped = Stepped.of(greedy)) {
			stepped.connect().send("moving");
			stepped.step();
			assertThat(greedy.calls).isEqualTo(6);
			assertThat(stepped.connection().isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("S3-12 writing is progress, though nothing is consumed")
	void writingIsProgress() {
		Greedy greedy = new Greedy() {
			@Override
			void handle(Connection connection, ByteBuffer data) {
				if (this.calls < 50) {
					connection.write(Bytes.of("."));
				}
				else {
					data.position(data.limit());
				}
			}
		};
		try (Stepped stepped = Stepped.of(greedy)) {
			SimPeer peer = stepped.connect();
			peer.send("patience");
			stepped.step();
			assertThat(peer.text()).hasSize(49);
			assertThat(stepped.connection().isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("S3-12 leaving bytes and waiting for more is progress, as often as it happens")
	void waitingIsProgress() {
		Recorder waits = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				connection.resumeReading();
			}
		};
		try (Stepped stepped = Stepped.of(waits)) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < 100; i++) {
				peer.send("more");
			}
			stepped.step();
			assertThat(stepped.connection().unconsumed().remaining()).isEqualTo(400);
		}
	}

}
