package dev.leat.sample.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLSocket;

import dev.leat.sample.SampleTest;
import dev.leat.sample.certificates.Authority;
import dev.leat.test.LocalLeatPort;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for the server {@code echo-tls}.
 */
@SampleTest
class EchoTlsServerTests {

	@LocalLeatPort("echo-tls")
	private int port;

	@Autowired
	private Authority authority;

	@Test
	void bytesComeBackAsTheyWere() throws Exception {
		byte[] bytes = new byte[4 * 1024 * 1024];
		new Random(1).nextBytes(bytes);
		try (SSLSocket peer = connect(this.authority)) {
			CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> read(peer, bytes.length));
			peer.getOutputStream().write(bytes);
			assertThat(back.join()).isEqualTo(bytes);
		}
	}

	@Test
	void clientWhoTrustsSomebodyElseTurnsAway() throws Exception {
		try (SSLSocket peer = connect(new Authority("Somebody else"))) {
			assertThatIOException().isThrownBy(peer::startHandshake);
		}
	}

	private SSLSocket connect(Authority trusted) throws IOException {
		SslBundle bundle = trusted.bundle(trusted.issue("client"));
		return (SSLSocket) bundle.createSslContext()
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), this.port);
	}

	private static byte[] read(SSLSocket peer, int count) {
		try {
			return peer.getInputStream().readNBytes(count);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
