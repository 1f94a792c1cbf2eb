package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Collections;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The high and the low mark of pending output, seen from the loop and from elsewhere.
 */
class WriteMarkTests {

	private static final int HIGH = 1000;

	private static final int LOW = 400;

	private final Recorder handler = new Recorder();

	private final Stepped stepped = Stepped.with((config) -> config.writeHighWaterMark(HIGH).writeLowWaterMark(LOW),
			this.handler);

	private final SimPeer peer = this.stepped.connect().window(0);

	private final NioConnection connection = this.stepped.connection();

	private void write(int bytes) {
		this.stepped.task((connection) -> connection.write(ByteBuffer.allocate(bytes)));
	}

	private void take(int bytes) {
		this.peer.window(bytes);
		this.stepped.step();
	}

	private int writables() {
		return Collections.frequency(this.handler.events, "writable");
	}

	private boolean reads() {
		return (this.peer.interest() & SelectionKey.OP_READ) != 0;
	}

	@Test
	@DisplayName("X15 at the high mark a connection is writable; one byte above it is not, and reading pauses")
	void aboveTheHighMark() {
		write(HIGH);
		assertThat(this.connection.isWritable()).isTrue();
		assertThat(reads()).isTrue();
		write(1);
		assertThat(this.connection.isWritable()).isFalse();
		assertThat(reads()).isFalse();
		assertThat(this.connection.isReadingPaused()).isTrue();
		assertThat(this.stepped.stats().unwritable()).isEqualTo(1);
		assertThat(this.stepped.stats().paused(PauseReason.WRITE_MARK)).isEqualTo(1);
		assertThat(this.stepped.stats().pendingWriteBytes()).isEqualTo(HIGH + 1);
	}

	@Test
	@DisplayName("X15 it stays so until the low mark, where onWritable is called once and reading goes on")
	void untilTheLowMark() {
		write(HIGH + 1);
		take(HIGH - LOW);
		assertThat(this.connection.isWritable()).isFalse();
		assertThat(writables()).isZero();
		take(1);
		assertThat(this.connection.isWritable()).isTrue();
		assertThat(writables()).isEqualTo(1);
		assertThat(reads()).isTrue();
		take(LOW);
		assertThat(writables()).isEqualTo(1);
		assertThat(this.stepped.stats().unwritable()).isZero();
	}

	@Test
	@DisplayName("X15 each crossing is told once")
	void eachCrossing() {
		for (int i = 0; i < 3; i++) {
			write(HIGH + 1);
			write(HIGH);
			take(2 * HIGH + 1);
		}
		assertThat(writables()).isEqualTo(3);
	}

	@Test
	@DisplayName("X15 a connection that never rose above the high mark is never told")
	void neverAbove() {
		write(HIGH);
		take(HIGH);
		assertThat(this.handler.events).containsExactly("open", "write-complete");
	}

	@Test
	@DisplayName("S3-11 onWritable runs on the connection's loop, with the connection already writable")
	void onTheLoop() {
		boolean[] seen = new boolean[2];
		try (Stepped other = Stepped.with((config) -> config.writeHighWaterMark(10).writeLowWaterMark(0),
				new Recorder() {
					@Override
					public void onWritable(Connection connection) {
						seen[0] = connection.isWritable();
						seen[1] = ((NioConnection) connection).loop().inLoop();
					}
				})) {
			SimPeer client = other.connect().window(0);
			other.task((connection) -> connection.write(ByteBuffer.allocate(11)));
			client.window(11);
			other.step();
		}
		assertThat(seen).containsExactly(true, true);
	}

	@Test
	@DisplayName("X15 a write from another thread crosses the mark at once, before the loop has it")
	void fromAnotherThread() {
		Stepped.elsewhere(() -> {
			this.connection.write(ByteBuffer.allocate(HIGH + 1));
			assertThat(this.connection.isWritable()).isFalse();
			assertThat(this.connection.pendingWriteBytes()).isEqualTo(HIGH + 1);
		});
		this.stepped.step();
		assertThat(this.connection.isWritable()).isFalse();
		assertThat(reads()).isFalse();
		take(HIGH + 1);
		assertThat(writables()).isEqualTo(1);
	}

	@Test
	@DisplayName("X15 bytes of another thread count once, also in the turn in which they are queued")
	void countOnce() {
		Stepped.elsewhere(() -> {
			this.connection.write(ByteBuffer.allocate(HIGH / 2));
			this.connection.write(ByteBuffer.allocate(HIGH / 2));
		});
		this.stepped.step();
		assertThat(this.connection.pendingWriteBytes()).isEqualTo(HIGH);
		assertThat(this.connection.isWritable()).isTrue();
		assertThat(reads()).isTrue();
	}

	@Test
	@DisplayName("X15 a crossing from another thread that the socket swallows whole is told once too, and reading never pauses")
	void swallowed() {
		this.peer.window(Long.MAX_VALUE);
		Stepped.elsewhere(() -> this.connection.write(ByteBuffer.allocate(HIGH + 1)));
		this.stepped.step();
		assertThat(this.connection.isWritable()).isTrue();
		assertThat(writables()).isEqualTo(1);
		assertThat(reads()).isTrue();
	}

	@Test
	@DisplayName("X15 bytes that go straight to the socket are not pending and cross no mark")
	void directWrites() {
		this.peer.window(Long.MAX_VALUE);
		write(100 * HIGH);
		assertThat(this.connection.isWritable()).isTrue();
		assertThat(writables()).isZero();
	}

	@Test
	@DisplayName("X15 R15 input that waited behind the mark is delivered when it is lifted")
	void inputWaits() {
		write(HIGH + 1);
		this.peer.send("hello");
		this.stepped.step();
		assertThat(this.handler.text()).isEmpty();
		take(HIGH + 1);
		assertThat(this.handler.text()).isEqualTo("hello");
	}

	@Test
	@DisplayName("X13 a handler that fills up again in onWritable is told again, a turn later")
	void fillsUpAgain() {
		int[] times = { 0 };
		try (Stepped other = Stepped.with((config) -> config.writeHighWaterMark(10).writeLowWaterMark(5),
				new Recorder() {
					@Override
					public void onWritable(Connection connection) {
						if (++times[0] < 100) {
							connection.write(ByteBuffer.allocate(20));
						}
					}
				})) {
			SimPeer client = other.connect().window(0);
			other.task((connection) -> connection.write(ByteBuffer.allocate(20)));
			for (int i = 0; i < 100; i++) {
				client.window(20);
				other.step();
			}
			assertThat(times[0]).isEqualTo(100);
			assertThat(client.received()).hasSize(2000);
		}
	}

	@Test
	@DisplayName("X15 a connection that ends above the mark leaves no figure behind and is not told")
	void endsAbove() {
		write(HIGH + 1);
		this.stepped.task(NioConnection::abort);
		assertThat(writables()).isZero();
		assertThat(this.connection.pendingWriteBytes()).isZero();
		assertThat(this.stepped.stats().unwritable()).isZero();
		assertThat(this.stepped.stats().pendingWriteBytes()).isZero();
	}

	@Test
	@DisplayName("X17 bytes that another thread sent to a connection that ended meanwhile do not stay pending")
	void arrivesTooLate() {
		this.connection.output().reserve(700);
		this.stepped.task(NioConnection::abort);
		this.connection.output().writeReserved(ByteBuffer.allocate(700), null);
		this.stepped.step();
		this.connection.life().settle();
		assertThat(this.connection.pendingWriteBytes()).isZero();
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
