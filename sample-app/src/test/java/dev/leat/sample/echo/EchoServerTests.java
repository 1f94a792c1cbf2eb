package dev.leat.sample.echo;

import java.util.Random;
import java.util.concurrent.CompletableFuture;

import dev.leat.sample.Peer;
import dev.leat.sample.SampleTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the server {@code echo}.
 */
@SampleTest
class EchoServerTests {

	@Value("${local.leat.echo.port}")
	private int port;

	@Test
	void bytesComeBackAsTheyWere() throws Exception {
		byte[] bytes = new byte[4 * 1024 * 1024];
		new Random(1).nextBytes(bytes);
		try (Peer peer = new Peer(this.port)) {
			CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> readAll(peer, bytes.length));
			peer.send(bytes);
			assertThat(back.join()).isEqualTo(bytes);
		}
	}

	@Test
	void lastBytesComeBackBeforeTheEnd() throws Exception {
		try (Peer peer = new Peer(this.port)) {
			peer.send("abc").endOutput();
			assertThat(peer.rest()).isEqualTo("abc");
		}
	}

	private static byte[] readAll(Peer peer, int length) {
		try {
			return peer.readBytes(length);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
