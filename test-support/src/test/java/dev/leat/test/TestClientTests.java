package dev.leat.test;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TestClient}.
 */
class TestClientTests {

	private final LeatServer server = LeatServer.builder("greeter")
		.loops(EventLoopGroup.builder().threads(0).build())
		.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).port(0).build())
		.handler(new Greeter())
		.build();

	@BeforeEach
	void start() {
		this.server.start();
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
			assertThat(client.receiveLine()).isEqualTo("hello");
			assertThat(client.receiveLine()).isEqualTo("one");
			assertThat(client.receiveLine()).isEqualTo("two");
		}
	}

	@Test
	void receivesUntilTheServerCloses() {
		try (TestClient client = client()) {
			byte[] all = client.send("bye").endOutput().receiveAll();
			assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("hello\nbye");
		}
	}

	@Test
	void saysHowMuchCameBeforeTheServerClosed() {
		try (TestClient client = client().endOutput()) {
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> client.receive(10))
				.havingCause()
				.isInstanceOf(EOFException.class)
				.withMessage("The server closed after 6 of 10 bytes");
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(client::receiveLine)
				.havingCause()
				.isInstanceOf(EOFException.class);
		}
	}

	@Test
	void givesUpAfterItsTimeout() {
		try (TestClient client = client().timeout(Duration.ofMillis(20))) {
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> client.receive(10))
				.withCauseInstanceOf(SocketTimeoutException.class);
		}
	}

	@Test
	void saysWhereNobodyListens() {
		int port = this.server.localAddress().getPort();
		this.server.stop();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> TestClient.connect(port))
			.withMessageStartingWith("Cannot connect to ")
			.withMessageEndingWith(":" + port);
	}

	private TestClient client() {
		return TestClient.connect(this.server.localAddress());
	}

	/** Says hello and echoes. */
	private static final class Greeter implements ConnectionHandler {

		@Override
		public void onOpen(Connection connection) {
			connection.write(ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.UTF_8)));
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			connection.write(data);
		}

	}

}
