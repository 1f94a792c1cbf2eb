package dev.leat.benchmarks.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Every peer echoes, speaks frames, and ends with its input. What a peer does not do, or
 * this machine has not got, is skipped and says so.
 */
class PeersTests {

	private static final int MEBIBYTE = 1024 * 1024;

	static Iterable<String> names() {
		return Peers.names();
	}

	@ParameterizedTest
	@MethodSource("names")
	void aMebibyteComesBackAsItWasSent(String name) throws Exception {
		Peer peer = start(name, Workload.ECHO);
		try (Conversation conversation = Conversation.with(peer)) {
			byte[] sent = Conversation.pattern(MEBIBYTE, 1);

			assertThat(conversation.exchange(sent)).isEqualTo(sent);
		}
		finally {
			peer.stop();
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void framesComeBackAsTheyWereSent(String name) throws Exception {
		Peer peer = start(name, Workload.FRAMED);
		try (Conversation conversation = Conversation.with(peer)) {
			byte[] sent = Conversation.frames(1, 64, 64, 64, 1000, 64 * 1024, MEBIBYTE, 64, 200_000, 3);

			assertThat(conversation.exchange(sent)).isEqualTo(sent);
		}
		finally {
			peer.stop();
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void aFrameComesBackThoughItArrivesByteByByte(String name) throws Exception {
		Peer peer = start(name, Workload.FRAMED);
		try (Conversation conversation = Conversation.with(peer)) {
			byte[] sent = Conversation.frames(5, 3);

			assertThat(conversation.exchangeByteByByte(sent)).isEqualTo(sent);
		}
		finally {
			peer.stop();
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void bytesComeBackOverTls(String name) throws Exception {
		Peer peer = start(name, Workload.TLS);
		try (Conversation conversation = Conversation.overTlsWith(peer)) {
			byte[] sent = Conversation.pattern(MEBIBYTE, 2);

			assertThat(conversation.exchange(sent)).isEqualTo(sent);
			assertThat(conversation.protocol()).isEqualTo("TLSv1.3");
		}
		finally {
			peer.stop();
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void itTellsItsMemoryAndEndsWithItsInput(String name) throws Exception {
		Peer peer = start(name, Workload.ECHO);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		PrintStream lines = new PrintStream(out, true, StandardCharsets.US_ASCII);

		new Control(peer, new ByteArrayInputStream("stats\n".getBytes(StandardCharsets.US_ASCII)), lines).run();

		assertThat(out.toString(StandardCharsets.US_ASCII).lines()).hasSize(2)
			.satisfiesExactly((line) -> assertThat(line).matches("ready " + peer.port() + " \\d+"),
					(line) -> assertThat(line).matches("stats \\{\"allocated\":[1-9]\\d+,\"heapUsed\":[1-9]\\d+}"));
		assertThat(Conversation.isRefusedInTheEndBy(peer)).isTrue();
	}

	private static Peer start(String name, Workload workload) throws Exception {
		try {
			return Peers.start(name, workload);
		}
		catch (CannotRunException ex) {
			return abort(ex.getMessage());
		}
	}

}
