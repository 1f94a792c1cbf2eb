package dev.leat.reactor;

import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the client's own system sees of an end.
 */
class RealEndTests {

	private final Recorder handler = new Recorder();

	@Test
	@DisplayName("H6 after an abort the client reads a reset, not an end")
	void abort() throws Exception {
		try (Servers.Running server = Servers.start(this.handler); Client client = server.client()) {
			this.handler.awaitOpened().abort();
			assertThat(this.handler.awaitClosed()).isEqualTo(CloseReason.LOCAL);
			assertThatExceptionOfType(SocketException.class).isThrownBy(client::readAll);
		}
	}

	@Test
	@DisplayName("H5 H11 after a close the client reads everything and then the end; its own end releases the socket")
	void close() throws Exception {
		byte[] bytes = Bytes.random(1_000_000);
		try (Servers.Running server = Servers.start(RealEndTests::patient, this.handler);
				Client client = server.client()) {
			Connection connection = this.handler.awaitOpened();
			connection.write(ByteBuffer.wrap(bytes));
			connection.close();
			assertThat(client.readAll()).isEqualTo(bytes);
			assertThat(this.handler.closed).isNotDone();
			client.close();
			assertThat(this.handler.awaitClosed()).isEqualTo(CloseReason.LOCAL);
		}
	}

	private static void patient(ServerConfig.Builder config) {
		config.lingerIdle(Duration.ofMinutes(1)).lingerTime(Duration.ofMinutes(1));
	}

	@Test
	@DisplayName("H1 S3-B1 after shutdownOutput the client reads the end and is still heard; its own end ends the connection")
	void shutdownOutput() throws Exception {
		try (Servers.Running server = Servers.start(this.handler); Client client = server.client()) {
			Connection connection = this.handler.awaitOpened();
			connection.write(Bytes.of("bye"));
			connection.shutdownOutput();
			assertThat(client.readAll()).isEqualTo(Bytes.of("bye").array());
			client.send("still here").fin();
			assertThat(this.handler.awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
			assertThat(this.handler.text()).isEqualTo("still here");
			assertThat(this.handler.events).containsExactly("open", "write-complete", "data", "input-end",
					"close PEER_CLOSED");
		}
	}

	@Test
	@DisplayName("R4 R14 a client that ends its side first gets its answer whole")
	void clientEndsFirst() throws Exception {
		byte[] bytes = Bytes.random(3_000_000);
		Recorder answering = new Recorder() {
			@Override
			public void onInputEnd(Connection connection) {
				connection.write(ByteBuffer.wrap(bytes));
				connection.close();
			}
		};
		try (Servers.Running server = Servers.start(answering); Client client = server.client()) {
			client.send("question").fin();
			assertThat(client.readAll()).isEqualTo(bytes);
			assertThat(answering.awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
			assertThat(answering.text()).isEqualTo("question");
		}
	}

}
