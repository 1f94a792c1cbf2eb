package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Input that nobody reads must not cost the peer the output: closing a real socket with
 * unread bytes resets it.
 */
class UnreadInputTests {

	private static final int MIB = 1024 * 1024;

	@ParameterizedTest
	@CsvSource({ "1, 4", "1, 0", "6, 4" })
	@DisplayName("FB14 H5 Y10 a client that sends megabytes which nobody reads still gets the whole answer, then FIN")
	void answerArrives(int unreadMib, int answerMib) throws Exception {
		byte[] answer = Bytes.random(answerMib * MIB + 10);
		Recorder recorder = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				connection.pauseReading();
				connection.write(ByteBuffer.wrap(answer));
				connection.close();
			}
		};
		try (Servers.Running server = Servers.start((config) -> config.sendBuffer(64 * 1024), recorder);
				Client client = Client.to(server.server(), 16 * 1024)) {
			CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> sends(client, unreadMib * MIB));
			if (answerMib > 0) {
				assertThat(sent.get(30, TimeUnit.SECONDS)).isTrue();
			}
			assertThat(client.readAll()).isEqualTo(answer);
			sent.get(30, TimeUnit.SECONDS);
			client.fin();
			assertThat(recorder.awaitClosed()).isEqualTo(CloseReason.LOCAL);
			assertThat(recorder.cause).isNull();
		}
	}

	private static boolean sends(Client client, int bytes) {
		try {
			client.send(new byte[bytes]);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("FB14 H5 a server that answers and closes at once, before it has read anything, is heard too")
	void closesInOnOpen() throws Exception {
		Recorder recorder = new Recorder() {
			@Override
			public void onOpen(Connection connection) {
				connection.write(Bytes.of("busy"));
				connection.close();
			}
		};
		try (Servers.Running server = Servers.start(recorder); Client client = server.client()) {
			client.send("a request that is never read");
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo("busy");
			client.fin();
			assertThat(recorder.awaitClosed()).isEqualTo(CloseReason.LOCAL);
		}
	}

}
