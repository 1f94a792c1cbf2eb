package dev.leat.test;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ProxyConfig;
import dev.leat.reactor.ProxyConfig.Mode;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.TlsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TestClient}.
 */
class TestClientTests {

	private static final ProxyConfig BEHIND_PROXY = ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.1"));

	private LeatServer server = server((config) -> {
	});

	private static LeatServer server(Consumer<ServerConfig.Builder> changes) {
		ServerConfig.Builder config = ServerConfig.builder().address(InetAddress.getLoopbackAddress()).port(0);
		changes.accept(config);
		return LeatServer.builder("greeter")
			.loops(EventLoopGroup.builder().threads(0).build())
			.config(config.build())
			.handler(new Greeter())
			.build();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void sendsAndReceivesTextAndBytes() {
		try (TestClient client = client()) {
			assertThat(client.receiveLine()).isEqualTo("hello");
			assertThat(client.send("käse").receiveText(5)).isEqualTo("käse");
			assertThat(client.send(new byte[] { 1, 2 }).receive(2)).containsExactly(1, 2);
		}
	}

	@Test
	void receivesALineWithOrWithoutCarriageReturn() {
		try (TestClient client = client()) {
			client.send("one\ntwo\r\n");
			client.expectLine("hello").expectLine("one").expectLine("two");
		}
	}

	@Test
	void receivesUntilTheServerCloses() {
		try (TestClient client = client()) {
			assertThat(client.send("bye").endOutput().receiveAllText()).isEqualTo("hello\nbye");
			client.expectClose();
		}
	}

	@Test
	void receivesMoreThanOneReadTakes() {
		byte[] much = new byte[1_000_000];
		much[much.length - 1] = 'x';
		try (TestClient client = client()) {
			client.expectLine("hello").send(much).expect(much);
		}
	}

	@Test
	void expectsTextAndBytes() {
		try (TestClient client = client()) {
			client.expect("hello\n").send("more").expect(new byte[] { 'm', 'o' }).expect("re");
		}
	}

	@Test
	void saysHowMuchCameBeforeTheServerClosed() {
		try (TestClient client = client().endOutput()) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.receive(10))
				.withMessageMatching("(?s)Expected 10 bytes\\R  but after \\d+ ms the server closed the connection;"
						+ " arrived and not taken: 6 bytes\\R    hex:  68 65 6c 6c 6f 0a\\R    text: hello\\\\n");
			assertThat(client.receiveLine()).isEqualTo("hello");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(client::receiveLine)
				.withMessageStartingWith("Expected a line\n")
				.withMessageEndingWith("nothing");
		}
	}

	@Test
	void givesUpAfterItsTimeout() {
		try (TestClient client = client().timeout(Duration.ofMillis(20))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.receive(10))
				.withMessageContaining("but it did not come within ");
		}
	}

	@Test
	void failsWithTheFirstByteThatIsNotExpected() {
		try (TestClient client = client().timeout(Duration.ofHours(1))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.expect("help, and more"))
				.withMessageContaining("Expected 14 bytes\n    hex:  68 65 6c 70")
				.withMessageContaining(
						"but something else came; arrived and not taken: 6 bytes\n    hex:  68 65 6c 6c");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.expectLine("hallo"))
				.withMessageContaining("\"hallo\"")
				.withMessageContaining("\"hello\"");
		}
	}

	@Test
	void bytesAreNoClose() {
		try (TestClient client = client()) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(client::expectClose)
				.withMessageContaining("but bytes came; arrived and not taken: 6 bytes");
		}
	}

	@Test
	void tellsAResetFromAClose() {
		try (TestClient client = client()) {
			client.expectLine("hello").send("abort");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(client::expectClose)
				.withMessageContaining("the server reset the connection");
			client.expectReset();
		}
	}

	@Test
	void saysWhereNobodyListens() {
		start();
		int port = Objects.requireNonNull(this.server.localAddress()).getPort();
		this.server.stop();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> TestClient.connect(port))
			.withMessageStartingWith("Cannot connect to ")
			.withMessageEndingWith(":" + port);
	}

	@Test
	void isTheClientOfAProxy() {
		this.server = server((config) -> config.proxyProtocol(BEHIND_PROXY));
		InetSocketAddress shortOne = new InetSocketAddress("192.0.2.7", 4711);
		InetSocketAddress longOne = new InetSocketAddress("2001:db8::7", 4711);
		for (InetSocketAddress address : List.of(shortOne, longOne)) {
			try (TestClient client = client().proxyHeader(address)) {
				client.expectLine("hello").send("who");
				assertThat(client.receiveLine()).isEqualTo(address.toString());
			}
		}
	}

	@Test
	void speaksTls(@TempDir Path folder) throws Exception {
		SslBundle bundle = Keys.bundle(folder);
		this.server = server((config) -> config.proxyProtocol(BEHIND_PROXY)
			.tls(TlsConfig.builder(bundle.createSslContext()).clientAuth(TlsConfig.ClientAuth.NEED).build()));
		try (TestClient client = client()) {
			client.proxyHeader(new InetSocketAddress("192.0.2.7", 4711)).tls(bundle, "device.example");
			client.expectLine("hello").send("tls").expectLine("device.example CN=test");
			client.endOutput().expectClose();
		}
	}

	@Test
	void saysThatAHandshakeFailed(@TempDir Path folder) throws Exception {
		SslBundle bundle = Keys.bundle(folder);
		try (TestClient client = client().timeout(Duration.ofSeconds(30))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.tls(bundle))
				.withMessageStartingWith("The TLS handshake failed: ");
		}
	}

	private void start() {
		this.server.start();
	}

	private TestClient client() {
		start();
		return TestClient.connect(Objects.requireNonNull(this.server.localAddress()));
	}

	/** Says hello and echoes, or does what it is told. */
	private static final class Greeter implements ConnectionHandler {

		@Override
		public void onOpen(Connection connection) {
			say(connection, "hello");
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) throws Exception {
			switch (StandardCharsets.UTF_8.decode(data.duplicate()).toString()) {
				case "abort" -> connection.abort();
				case "who" -> say(connection, address(connection).toString());
				case "tls" -> say(connection, client(connection));
				default -> connection.write(data);
			}
			data.position(data.limit());
		}

		private static SocketAddress address(Connection connection) {
			return connection.remoteAddress();
		}

		private static String client(Connection connection) {
			var tls = Objects.requireNonNull(connection.tls());
			return tls.serverName() + " " + tls.peerCertificates().get(0).getSubjectX500Principal();
		}

		private static void say(Connection connection, String line) {
			connection.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
		}

	}

}
