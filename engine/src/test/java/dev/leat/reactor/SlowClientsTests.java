package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.leat.reactor.ProxyConfig.Mode;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred slow clients at a time, by the real clock and with deadlines of a second:
 * each ends by its deadline, whatever it does to look alive.
 */
@Tag("slow")
class SlowClientsTests {

	private static final int CLIENTS = 100;

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<Client> clients = new ArrayList<>();

	@AfterEach
	void closeClients() throws IOException {
		for (Client client : this.clients) {
			client.close();
		}
	}

	/** Clients send a byte at a time until all of them have been ended. */
	private void trickle(Consumer<ServerConfig.Builder> config, String bytes, Ended ended) throws Exception {
		try (Servers.Running server = Servers.start(config, Servers.ECHO)) {
			for (int i = 0; i < CLIENTS; i++) {
				this.clients.add(server.client());
			}
			int[] sent = new int[1];
			Until.holds(() -> {
				send(bytes.charAt(Math.min(sent[0]++, bytes.length() - 1)));
				return ended.count(server.stats()) == CLIENTS;
			});
			assertThat(server.stats().connections()).isZero();
			assertThat(server.stats().accepting()).isTrue();
		}
	}

	private void send(char character) {
		for (Client client : this.clients) {
			try {
				client.send(String.valueOf(character));
			}
			catch (IOException ex) {
				// it has been ended
			}
		}
	}

	@Test
	@DisplayName("FB8 FP2 clients that send a PROXY header byte by byte are turned away by its deadline")
	void proxyHeader() throws Exception {
		ProxyConfig proxies = ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.0/8")).headerTimeout(SECOND);
		trickle((config) -> config.proxyProtocol(proxies), "P", (stats) -> stats.rejected(RejectReason.PROXY_HEADER));
	}

	@Test
	@DisplayName("FB8 FT1 clients that send a TLS record byte by byte are turned away by the deadline of the handshake")
	void handshake() throws Exception {
		TlsConfig tls = TlsConfig.builder(Contexts.server()).handshakeTimeout(SECOND).build();
		trickle((config) -> config.tls(tls), "\u0016\u0003\u0001\u003f\u0000",
				(stats) -> stats.rejected(RejectReason.HANDSHAKE_TIMEOUT));
	}

	@Test
	@DisplayName("FB8 clients that send a byte of something endless are ended by the maximum age")
	void endless() throws Exception {
		trickle((config) -> config.maxAge(SECOND).maxAgeGrace(SECOND), "x",
				(stats) -> stats.closed(CloseReason.MAX_AGE));
	}

	@Test
	@DisplayName("FB8 clients that say nothing are ended by the deadline of the first byte")
	void nothing() throws Exception {
		try (Servers.Running server = Servers.start((config) -> config.firstByteTimeout(SECOND), Servers.ECHO)) {
			for (int i = 0; i < CLIENTS; i++) {
				this.clients.add(server.client());
			}
			Until.holds(() -> server.stats().closed(CloseReason.IDLE) == CLIENTS);
		}
	}

	@Test
	@DisplayName("FB6 FB7 clients that do not read what they are sent are ended by the deadline of writing")
	void readers() throws Exception {
		byte[] much = new byte[4 * 1024 * 1024];
		try (Servers.Running server = Servers.start(
				(config) -> config.writeTimeout(SECOND).sendBuffer(16 * 1024).writePauseReading(false),
				(connection, data) -> {
					data.position(data.limit());
					connection.write(ByteBuffer.wrap(much));
				})) {
			for (int i = 0; i < 20; i++) {
				this.clients.add(Client.to(server.server(), 4 * 1024).send("much"));
			}
			Until.holds(() -> server.stats().closed(CloseReason.WRITE_TIMEOUT) == 20);
			assertThat(server.loops().bufferStats().used()).isZero();
		}
	}

	/** How many have been ended as they should. */
	@FunctionalInterface
	private interface Ended {

		long count(ServerStats stats);

	}

}
