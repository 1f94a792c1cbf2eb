package dev.leat.sample.echo;

import java.util.Random;
import java.util.concurrent.CompletableFuture;

import dev.leat.sample.SampleTest;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the server {@code echo}.
 */
@SampleTest
class EchoServerTests {

	@LocalLeatPort("echo")
	private int port;

	@Test
	void bytesComeBackAsTheyWere() {
		byte[] bytes = new byte[4 * 1024 * 1024];
		new Random(1).nextBytes(bytes);
		try (TestClient peer = TestClient.connect(this.port)) {
			CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> peer.receive(bytes.length));
			peer.send(bytes);
			assertThat(back.join()).isEqualTo(bytes);
		}
	}

	@Test
	void lastBytesComeBackBeforeTheEnd() {
		try (TestClient peer = TestClient.connect(this.port)) {
			peer.send("abc").endOutput().expect("abc").expectClose();
		}
	}

}
