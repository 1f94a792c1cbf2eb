package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Failures of the socket by their reason, as {@code onClose}, the counter and the log
 * tell them.
 */
class CloseReasonTests {

	private final Recorder handler = new Recorder();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	@ParameterizedTest
	@CsvSource({ "Connection reset by peer, PEER_RESET", "Connection reset, PEER_RESET", "Broken pipe, PEER_RESET",
			"An established connection was aborted by the software in your host machine, PEER_RESET",
			"An existing connection was forcibly closed by the remote host, PEER_RESET",
			"Connection timed out, IO_ERROR", "No route to host, IO_ERROR", "'', IO_ERROR" })
	@DisplayName("R5 S3-19 H7 a failed read closes with PEER_RESET or IO_ERROR, with the cause, once")
	void failedRead(String message, CloseReason reason) {
		IOException failure = new IOException(message);
		this.peer.fail(failure);
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "close " + reason);
		assertThat(this.handler.cause).isSameAs(failure);
		assertThat(this.peer.isReleased()).isTrue();
		for (CloseReason each : CloseReason.values()) {
			assertThat(this.stepped.stats().closed(each)).isEqualTo((each == reason) ? 1 : 0);
		}
	}

	@Test
	@DisplayName("S3-19 a failure without a message is an IO_ERROR")
	void withoutMessage() {
		this.peer.fail(new ClosedChannelException());
		this.stepped.step();
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.IO_ERROR);
	}

	@Test
	@DisplayName("S3-5 X7 a failed direct write closes with its reason")
	void failedWrite() {
		this.stepped.task((connection) -> {
			this.peer.fail(new IOException("Broken pipe"));
			connection.write(Bytes.of("hello"));
		});
		assertThat(this.handler.events).containsExactly("open", "close PEER_RESET");
	}

	@Test
	@DisplayName("S3-5 a FIN that cannot be sent ends the connection with the failure")
	void failedFin() {
		this.stepped.task((connection) -> {
			this.peer.fail(new IOException("Transport endpoint is not connected"));
			connection.shutdownOutput();
		});
		assertThat(this.handler.events).containsExactly("open", "close IO_ERROR");
		assertThat(this.peer.isReleased()).isTrue();
	}

	@Test
	@DisplayName("H7 the first of two reasons in one callback wins")
	void firstWins() {
		this.stepped.task((connection) -> {
			connection.close(CloseReason.REPLACED);
			this.peer.reset();
			connection.write(Bytes.of("x"));
			throw new IllegalStateException("boom");
		});
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.REPLACED);
	}

	@Test
	@DisplayName("H7 a reset that arrives with the peer's last bytes does not keep them from the handler")
	void bytesBeforeTheReset() {
		this.peer.send("last words");
		this.stepped.turn();
		this.peer.reset();
		this.stepped.step();
		assertThat(this.handler.text()).isEqualTo("last words");
		assertThat(this.handler.events).containsExactly("open", "data", "close PEER_RESET");
	}

	@Test
	@DisplayName("H7 the words of the log and the meters are lower case with dashes, each its own")
	void words() {
		assertThat(CloseReason.PEER_RESET.word()).isEqualTo("peer-reset");
		assertThat(CloseReason.LOCAL.word()).isEqualTo("local");
		assertThat(Arrays.stream(CloseReason.values()).map(CloseReason::word)).doesNotHaveDuplicates()
			.allMatch((word) -> word.matches("[a-z]+(-[a-z]+)*"));
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
