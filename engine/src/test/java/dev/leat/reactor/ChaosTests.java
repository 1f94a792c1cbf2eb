package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many connections whose handlers and peers do something different each time; every byte
 * comes back in order, or the connection ends, and nothing is left.
 */
class ChaosTests {

	private static final int CONNECTIONS = 8;

	private static final int ROUNDS = 400;

	private final List<Pair> pairs = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	@DisplayName("B9 FB13 S3-14 S3-36 X3 random segments, windows, pauses, threads and leftovers lose and swap no byte")
	void everyByteComesBack(int seed) {
		Random random = new Random(seed);
		try (Stepped stepped = Stepped.with((loops) -> loops.readBuffer(100),
				(config) -> config.writeHighWaterMark(300).writeLowWaterMark(100).idleTimeout(Duration.ofSeconds(30)),
				(connection) -> new Whimsical(random))) {
			for (int i = 0; i < CONNECTIONS; i++) {
				this.pairs.add(new Pair(stepped.connect()));
			}
			for (int i = 0; i < ROUNDS; i++) {
				this.pairs.get(random.nextInt(CONNECTIONS)).act(random);
				stepped.turn();
				if (random.nextInt(20) == 0) {
					stepped.advance(Duration.ofMillis(random.nextInt(1000)));
				}
			}
			finish(stepped);
			this.pairs.forEach(Pair::assertEchoed);
			assertThat(stepped.group.bufferStats().used()).isZero();
			assertThat(stepped.server.connections().size()).isZero();
			assertThat(stepped.stats().closed(CloseReason.PEER_CLOSED)).isEqualTo(CONNECTIONS);
			assertThat(stepped.stats().pendingWriteBytes()).isZero();
			assertThat(stepped.loops.get(0).timers().size()).isZero();
		}
	}

	private void finish(Stepped stepped) {
		stepped.server.connections().forEach((connection) -> {
			Whimsical handler = (Whimsical) ((NioConnection) connection).life().handler();
			handler.calm = true;
		});
		this.pairs.forEach((pair) -> pair.peer.window(Long.MAX_VALUE).fin());
		for (int i = 0; i < 5; i++) {
			stepped.server.connections().forEach(Connection::resumeReading);
			stepped.advance(Duration.ofSeconds(1));
		}
	}

	/** Echoes some of what it sees, in one of many ways. */
	private static final class Whimsical extends Recorder {

		private final Random random;

		boolean calm;

		Whimsical(Random random) {
			this.random = random;
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			int count = this.calm ? data.remaining() : this.random.nextInt(data.remaining() + 1);
			ByteBuffer some = data.slice(data.position(), count);
			data.position(data.position() + count);
			switch (this.random.nextInt(this.calm ? 2 : 5)) {
				case 0 -> connection.write(some);
				case 1 -> byteByByte(connection, some);
				case 2 -> {
					connection.write(some);
					connection.pauseReading();
					Stepped.elsewhere(connection::resumeReading);
				}
				case 3 -> {
					connection.pauseReading();
					Stepped.elsewhere(() -> {
						connection.write(some);
						connection.resumeReading();
					});
				}
				default -> {
					connection.write(some, (where, bytes, failure) -> where.resumeReading());
					connection.pauseReading();
					connection.schedule(Duration.ofMillis(this.random.nextInt(500)), connection::resumeReading);
				}
			}
		}

		private static void byteByByte(Connection connection, ByteBuffer some) {
			while (some.hasRemaining()) {
				connection.write(ByteBuffer.wrap(new byte[] { some.get() }));
			}
		}

		@Override
		public void onInputEnd(Connection connection) {
			connection.write(connection.unconsumed());
			connection.close();
		}

	}

	/** A peer and what it has sent. */
	private static final class Pair {

		final SimPeer peer;

		private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

		Pair(SimPeer peer) {
			this.peer = peer;
		}

		void act(Random random) {
			if (random.nextBoolean()) {
				byte[] bytes = new byte[1 + random.nextInt(250)];
				random.nextBytes(bytes);
				this.sent.writeBytes(bytes);
				this.peer.send(bytes);
			}
			else {
				this.peer.window(random.nextInt(300));
			}
		}

		void assertEchoed() {
			assertThat(this.peer.received()).isEqualTo(this.sent.toByteArray());
			assertThat(this.peer.isReleased()).isTrue();
			assertThat(this.peer.gotReset()).isFalse();
		}

	}

}
