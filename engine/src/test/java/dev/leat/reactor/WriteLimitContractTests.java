package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Collections;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract: the cap of pending output, and its marks.
 */
class WriteLimitContractTests extends ConnectionContract {

	private static final int CAP = 2 * Peer.MORE_THAN_FITS;

	private static final int HIGH = 100_000;

	private final ToldOutcomes outcomes = new ToldOutcomes();

	private void start(ServerConfig.WriteOverflow policy) {
		start((config) -> config.writeMaxPending(CAP)
			.writeOverflow(policy)
			.writeHighWaterMark(HIGH)
			.writeLowWaterMark(HIGH / 2), this.handler);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X15 X12 a write over the cap resets the connection with WRITE_OVERFLOW, and every write is told")
	void overflowCloses(boolean onLoop) throws Exception {
		start(ServerConfig.WriteOverflow.CLOSE);
		Peer peer = connect();
		where(onLoop, (connection) -> {
			connection.write(ByteBuffer.allocate(CAP), this.outcomes.of("pending"));
			connection.write(ByteBuffer.allocate(CAP), this.outcomes.of("over"));
			connection.write(ByteBuffer.allocate(5), this.outcomes.of("late"));
		});
		assertThat(awaitClosed()).isEqualTo(CloseReason.WRITE_OVERFLOW);
		assertThat(this.handler.cause).isInstanceOf(WriteOverflowException.class);
		world().until(() -> this.outcomes.told().size() == 3);
		assertThat(this.outcomes.told()).allMatch((outcome) -> outcome.contains("Exception"));
		assertThatExceptionOfType(java.io.IOException.class).isThrownBy(peer::readAll);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X15 S1-8 with the policy fail a write over the cap is refused whole, and the connection goes on")
	void overflowFails(boolean onLoop) throws Exception {
		start(ServerConfig.WriteOverflow.FAIL);
		Peer peer = connect();
		ByteBuffer over = ByteBuffer.allocate(CAP).position(3);
		where(onLoop, (connection) -> {
			connection.write(ByteBuffer.allocate(CAP), this.outcomes.of("first"));
			connection.write(over, this.outcomes.of("over"));
			assertThatExceptionOfType(WriteOverflowException.class).isThrownBy(() -> connection.write(over));
		});
		assertThat(over.position()).isEqualTo(3);
		peer.read(CAP);
		world().until(() -> this.outcomes.told().size() == 2);
		assertThat(this.outcomes.told()).containsExactly("first:" + CAP, "over:0 WriteOverflowException");
		where(onLoop, (connection) -> connection.write(Bytes.of("still here")));
		assertThat(peer.readText(10)).isEqualTo("still here");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X15 R15 over the high mark a connection is not writable and reads nothing, until onWritable says so once")
	void marks(boolean onLoop) throws Exception {
		start(ServerConfig.WriteOverflow.CLOSE);
		Peer peer = connect();
		where(onLoop, (connection) -> {
			connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS));
			assertThat(connection.isWritable()).isFalse();
		});
		world().until(() -> connection().isReadingPaused());
		peer.send("waits");
		assertThat(this.handler.events).containsExactly("open");
		peer.read(Peer.MORE_THAN_FITS);
		world().until(() -> this.handler.text().equals("waits"));
		assertThat(connection().isWritable()).isTrue();
		assertThat(Collections.frequency(this.handler.events, "writable")).isEqualTo(1);
		world().until(() -> this.handler.events.contains("write-complete"));
	}

	@Test
	@DisplayName("X15 without a pause at the mark, what the peer sends is heard although it does not read")
	void markWithoutPause() throws Exception {
		start((config) -> config.writeHighWaterMark(HIGH).writePauseReading(false), this.handler);
		Peer peer = connect();
		onLoop((connection) -> connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS)));
		peer.send("heard");
		world().until(() -> this.handler.text().equals("heard"));
		assertThat(connection().isWritable()).isFalse();
	}

	@Test
	@DisplayName("X15 R15 an echo of more than fits is held back by its slow client, and nothing is lost")
	void slowEcho() throws Exception {
		start((config) -> config.writeHighWaterMark(HIGH), Servers.ECHO);
		byte[] sent = Bytes.random(3 * Peer.MORE_THAN_FITS);
		Peer peer = connect().send(sent).fin();
		world().until(() -> connection().isReadingPaused());
		assertThat(connection().pendingWriteBytes()).isBetween(1L, Peer.MORE_THAN_FITS * 1L);
		assertThat(peer.readAll()).isEqualTo(sent);
	}

}
