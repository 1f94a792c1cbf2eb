package dev.leat.reactor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes over TLS, with the client of the JDK.
 */
class TlsEchoTests {

	private static Consumer<ServerConfig.Builder> speaking(String protocol) {
		return (config) -> config.tls(TlsConfig.builder(Contexts.server()).protocols(List.of(protocol)).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@DisplayName("what is sent comes back, and both sides know what they have agreed on")
	void echo(String protocol) throws Exception {
		CompletableFuture<TlsInfo> info = new CompletableFuture<>();
		ConnectionHandler handler = (connection, data) -> {
			info.complete(connection.tls());
			connection.write(data);
		};
		try (Servers.Running running = Servers.start(speaking(protocol), handler);
				TlsClient client = TlsClient.to(running.server())) {
			assertThat(client.echo("hello")).isEqualTo("hello");
			TlsInfo agreed = info.get(30, TimeUnit.SECONDS);
			assertThat(agreed.protocol()).isEqualTo(protocol).isEqualTo(client.socket().getSession().getProtocol());
			assertThat(agreed.cipherSuite()).isEqualTo(client.socket().getSession().getCipherSuite());
			assertThat(agreed.peerCertificates()).isEmpty();
			assertThat(agreed.serverName()).isNull();
			assertThat(agreed.applicationProtocol()).isNull();
		}
	}

	@Test
	@DisplayName("P10 the memory in which a loop encrypts shows from its first TLS connection to its end")
	void memory() throws Exception {
		BufferStats stats;
		try (Servers.Running running = Servers.start(speaking("TLSv1.3"), Servers.ECHO);
				TlsClient client = TlsClient.to(running.server())) {
			stats = running.loops().bufferStats();
			assertThat(client.echo("hello")).isEqualTo("hello");
			assertThat(stats.heapPooled()).isEqualTo(TlsScratch.BYTES).isLessThan(stats.heapLimit());
		}
		assertThat(stats.heapPooled()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.3,1", "TLSv1.3,16384", "TLSv1.3,16385", "TLSv1.3,300000", "TLSv1.3,16777216",
			"TLSv1.2,300000" })
	@DisplayName("any number of bytes comes back as it was sent, while both sides send")
	void sizes(String protocol, int size) throws Exception {
		byte[] bytes = Bytes.random(size);
		try (Servers.Running running = Servers.start(speaking(protocol), Servers.ECHO);
				TlsClient client = TlsClient.to(running.server())) {
			client.handshake();
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				try {
					client.send(bytes);
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			assertThat(client.read(size)).isEqualTo(bytes);
			sent.get(30, TimeUnit.SECONDS);
		}
	}

}
