package dev.leat.reactor;

import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading pauses for a set of reasons, and runs while the set is empty.
 */
class PausedReadingTests {

	private final Recorder recorder = new Recorder();

	@Test
	@DisplayName("L14 R15 paused reading takes READ interest away and leaves the bytes to the peer; resume goes on with no loss")
	void pauseAndResume() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			connection.pauseReading();
			peer.send("waits");
			stepped.step();
			assertThat(connection.isReadingPaused()).isTrue();
			assertThat(peer.interest()).isZero();
			assertThat(this.recorder.text()).isEmpty();
			assertThat(stepped.stats().paused(PauseReason.USER)).isEqualTo(1);
			connection.resumeReading();
			stepped.step();
			assertThat(connection.isReadingPaused()).isFalse();
			assertThat(this.recorder.text()).isEqualTo("waits");
			assertThat(stepped.stats().paused(PauseReason.USER)).isZero();
		}
	}

	@Test
	@DisplayName("R15 pausing twice needs one resume, and resuming twice is harmless")
	void aSetAndNotACount() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			connection.pauseReading();
			connection.pauseReading();
			connection.resumeReading();
			connection.resumeReading();
			peer.send("read");
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo("read");
		}
	}

	@Test
	@DisplayName("R15 a pause inside onData holds before the next read, however much is waiting")
	void pauseInsideOnData() {
		List<Integer> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.of((connection, data) -> {
			seen.add(data.remaining());
			data.position(data.limit());
			connection.pauseReading();
		})) {
			SimPeer peer = stepped.connect();
			peer.send("one").send("two");
			stepped.step();
			assertThat(seen).containsExactly(3);
			assertThat(peer.unread()).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("R15 pause and resume from other threads take effect in the order of the calls")
	void fromAnotherThread() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			Stepped.elsewhere(() -> {
				connection.resumeReading();
				connection.pauseReading();
			});
			stepped.step();
			peer.send("later");
			stepped.step();
			assertThat(this.recorder.text()).isEmpty();
			Stepped.elsewhere(() -> {
				connection.pauseReading();
				connection.resumeReading();
			});
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo("later");
		}
	}

	private Stepped overTheMark(SimPeer[] peer) {
		Stepped stepped = Stepped.with((config) -> config.writeHighWaterMark(10).writeLowWaterMark(4), this.recorder);
		peer[0] = stepped.connect().window(0);
		stepped.connection().write(Bytes.of("eleven byte"));
		stepped.step();
		return stepped;
	}

	@Test
	@DisplayName("X15 output over the high mark pauses reading until it falls to the low mark")
	void writeMarkPauses() {
		SimPeer[] peer = new SimPeer[1];
		try (Stepped stepped = overTheMark(peer)) {
			assertThat(stepped.connection().isReadingPaused()).isTrue();
			assertThat(peer[0].interest()).isEqualTo(SelectionKey.OP_WRITE);
			peer[0].send("in").window(6);
			stepped.step();
			assertThat(this.recorder.text()).isEmpty();
			peer[0].window(1);
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo("in");
			assertThat(peer[0].interest()).isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
		}
	}

	@Test
	@DisplayName("X15 resumeReading lifts the user's reason only, not the write mark")
	void resumeDoesNotLiftTheMark() {
		SimPeer[] peer = new SimPeer[1];
		try (Stepped stepped = overTheMark(peer)) {
			peer[0].send("in");
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(stepped.connection().isReadingPaused()).isTrue();
			assertThat(this.recorder.text()).isEmpty();
		}
	}

	@Test
	@DisplayName("X15 the write mark does not lift the user's reason")
	void markDoesNotLiftTheUsers() {
		SimPeer[] peer = new SimPeer[1];
		try (Stepped stepped = overTheMark(peer)) {
			stepped.connection().pauseReading();
			assertThat(stepped.stats().paused(PauseReason.WRITE_MARK)).isEqualTo(1);
			peer[0].send("in").window(100);
			stepped.step();
			assertThat(this.recorder.events).contains("writable");
			assertThat(stepped.stats().paused(PauseReason.WRITE_MARK)).isZero();
			assertThat(stepped.stats().paused(PauseReason.USER)).isEqualTo(1);
			assertThat(this.recorder.text()).isEmpty();
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo("in");
		}
	}

	@Test
	@DisplayName("X15 with write.pause-reading=false the mark is told but reading goes on")
	void markWithoutPause() {
		try (Stepped stepped = Stepped.with(
				(config) -> config.writeHighWaterMark(10).writeLowWaterMark(4).writePauseReading(false),
				this.recorder)) {
			SimPeer peer = stepped.connect().window(0);
			stepped.connection().write(Bytes.of("eleven byte"));
			peer.send("in");
			stepped.step();
			assertThat(stepped.connection().isWritable()).isFalse();
			assertThat(stepped.connection().isReadingPaused()).isFalse();
			assertThat(this.recorder.text()).isEqualTo("in");
			peer.window(100);
			stepped.step();
			assertThat(this.recorder.events).endsWith("write-complete", "writable");
		}
	}

	@Test
	@DisplayName("X15 leftovers of a handler that waits for the write mark come again when it is lifted")
	void leftoversComeWithTheMark() {
		List<String> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.with((config) -> config.writeHighWaterMark(4).writeLowWaterMark(0),
				(connection, data) -> {
					String one = Bytes.take(data, 5);
					seen.add(one);
					connection.write(Bytes.of(one));
				})) {
			SimPeer peer = stepped.connect().window(0);
			peer.send("firstotherthird");
			stepped.step();
			assertThat(seen).containsExactly("first");
			peer.window(5);
			stepped.step();
			assertThat(seen).containsExactly("first", "other");
			peer.window(100);
			stepped.step();
			assertThat(peer.text()).isEqualTo("firstotherthird");
		}
	}

	@Test
	@DisplayName("R15 while reading is paused neither the peer's FIN nor bytes before it are lost")
	void finWaitsForResume() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			stepped.connection().pauseReading();
			peer.send("last").fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open");
			stepped.connection().resumeReading();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
			assertThat(this.recorder.text()).isEqualTo("last");
		}
	}

	@Test
	@DisplayName("R15 a connection that closes with reading paused still discards input and is released")
	void closeWhilePaused() {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			SimPeer peer = stepped.connect();
			Connection connection = stepped.connection();
			connection.pauseReading();
			peer.send("unread").fin();
			connection.close();
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(peer.gotReset()).isFalse();
			assertThat(stepped.stats().paused(PauseReason.USER)).isZero();
		}
	}

}
