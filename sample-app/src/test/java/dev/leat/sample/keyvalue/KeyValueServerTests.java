package dev.leat.sample.keyvalue;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.CloseReason;
import dev.leat.sample.SampleTest;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the server {@code keyvalue}.
 */
@SampleTest
class KeyValueServerTests {

	@LocalLeatPort("keyvalue")
	private int port;

	@Autowired
	private LeatServers servers;

	@BeforeEach
	void empty() {
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send("FLUSHALL\n").expectLine("+OK");
		}
	}

	@Test
	void answersInTheOrderOfTheRequests() {
		StringBuilder requests = new StringBuilder();
		StringBuilder replies = new StringBuilder();
		for (int i = 1; i <= 10_000; i++) {
			requests.append("*2\r\n$4\r\nINCR\r\n$1\r\nn\r\nECHO ").append(i).append("\r\n");
			String number = Integer.toString(i);
			replies.append(':' + number + "\r\n$" + number.length() + "\r\n" + number + "\r\n");
		}
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send(requests.toString()).expect(replies.toString());
		}
	}

	@Test
	void clientsShareTheKeysAndNotTheirNames() {
		try (TestClient ann = TestClient.connect(this.port); TestClient bob = TestClient.connect(this.port)) {
			ann.send("SET a 1\nCLIENT SETNAME ann\n").expect("+OK\r\n+OK\r\n");
			bob.send("GET a\nCLIENT GETNAME\n").expect("$1\r\n1\r\n$-1\r\n");
		}
	}

	@Test
	void listsArriveWhole() {
		String value = "x".repeat(100_000);
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$100000\r\n" + value + "\r\n").expectLine("+OK");
			String item = "$100000\r\n" + value + "\r\n";
			peer.send("MGET a b a\n").expect("*3\r\n" + item + "$-1\r\n" + item);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "*x\r\n", "*1\r\n$-1\r\n", "*1\r\n:1\r\n", "\"\r\n" })
	void malformedRequestIsAnsweredBehindTheRepliesBeforeItAndCloses(String request) {
		long before = closed(CloseReason.PROTOCOL_ERROR);
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send("PING\r\n" + request + "PING\r\n");
			assertThat(peer.receiveAll()).asString().startsWith("+PONG\r\n-ERR Protocol error: ").hasLineCount(2);
		}
		await().untilAsserted(() -> assertThat(closed(CloseReason.PROTOCOL_ERROR)).isEqualTo(before + 1));
	}

	@Test
	void quitIsAnsweredAndCloses() {
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send("QUIT\r\nPING\r\n").expect("+OK\r\n").expectClose();
		}
	}

	@Test
	void lastRequestIsAnsweredWhenTheClientHasEnded() {
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send("PING\r\nECHO a\r\n").endOutput().expect("+PONG\r\n$1\r\na\r\n").expectClose();
		}
	}

	@Test
	void clientWhoAsksForTooMuchAtOnceLosesTheConnection() {
		long before = closed(CloseReason.WRITE_OVERFLOW);
		try (TestClient peer = TestClient.connect(this.port); TestClient other = TestClient.connect(this.port)) {
			peer.send("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$524288\r\n" + "x".repeat(524_288) + "\r\n").expectLine("+OK");
			peer.send("MGET" + " a".repeat(1000) + "\n");
			await().untilAsserted(() -> assertThat(closed(CloseReason.WRITE_OVERFLOW)).isEqualTo(before + 1));
			other.send("STRLEN a\n").expectLine(":524288");
		}
	}

	private long closed(CloseReason reason) {
		return this.servers.get("keyvalue").stats().closed(reason);
	}

}
