package dev.leat.sample.chat;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.CloseReason;
import dev.leat.sample.SampleTest;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the server {@code chat}. One test only, so that no other's members leave in
 * the middle of it.
 */
@SampleTest
class ChatServerTests {

	@LocalLeatPort("chat")
	private int port;

	@Autowired
	private LeatServers servers;

	@Test
	void memberWhoDoesNotReadLosesTheConnection() {
		try (TestClient talker = TestClient.connect(this.port)) {
			talker.receiveLine();
			try (TestClient mute = TestClient.connect(this.port)) {
				String name = talker.receiveLine().split(" ")[1];
				talk(talker, "* " + name + " left");
			}
			talker.send("still here\n");
			await().until(() -> talker.receiveLine().endsWith(": still here"));
		}
		assertThat(this.servers.get("chat").stats().closed(CloseReason.WRITE_OVERFLOW)).isOne();
	}

	/** Says something again and again and listens, until it hears an end of that. */
	private static void talk(TestClient talker, String end) {
		String words = "x".repeat(1_000);
		for (int i = 0; i < 20_000; i++) {
			talker.send(words + "\n");
			if (talker.receiveLine().equals(end)) {
				return;
			}
		}
		throw new AssertionError("Nobody left");
	}

}
