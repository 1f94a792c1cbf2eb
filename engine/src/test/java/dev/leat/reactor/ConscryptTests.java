package dev.leat.reactor;

import java.security.Provider;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

import dev.leat.reactor.TlsConfig.ClientAuth;
import dev.leat.tls.Contexts;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * TLS with the engine of another provider than the JDK's. Skipped where it has no library
 * for the system.
 */
class ConscryptTests {

	private final Recorder handler = new Recorder();

	@BeforeEach
	void requireLibrary() {
		assumeThat(Conscrypt.isAvailable()).as("Conscrypt has a library for this system").isTrue();
	}

	private static SSLContext server() throws Exception {
		Provider provider = Conscrypt.newProvider();
		SSLContext context = SSLContext.getInstance("TLS", provider);
		context.init(Contexts.keyManagers(Contexts.SERVER), Contexts.trustManagers(Contexts.AUTHORITY), null);
		return context;
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.3, 1", "TLSv1.3, 300000", "TLSv1.2, 1", "TLSv1.2, 300000" })
	@DisplayName("any number of bytes comes back, to a client with a certificate")
	void echo(String protocol, int size) throws Exception {
		byte[] bytes = Bytes.random(size);
		TlsConfig tls = TlsConfig.builder(server()).clientAuth(ClientAuth.NEED).build();
		try (Servers.Running running = Servers.start((config) -> config.tls(tls), (connection, data) -> {
			TlsInfo info = connection.tls();
			assertThat(info).isNotNull();
			assertThat(info.protocol()).isEqualTo(protocol);
			assertThat(info.peerCertificates()).first().isEqualTo(Contexts.CLIENT.certificate());
			connection.write(data);
		});
				TlsClient client = TlsClient.to(running.server(), Contexts.of(Contexts.CLIENT, Contexts.AUTHORITY),
						(parameters) -> parameters.setProtocols(new String[] { protocol }))) {
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
			sent.join();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@DisplayName("the ends of both sides are clean, and no buffer is left")
	void ends(String protocol) throws Exception {
		TlsConfig tls = TlsConfig.builder(server()).build();
		try (Servers.Running running = Servers.start((config) -> config.tls(tls), this.handler)) {
			try (TlsClient client = TlsClient.to(running.server(), Contexts.client(),
					(parameters) -> parameters.setProtocols(new String[] { protocol }))) {
				client.handshake();
				this.handler.awaitOpened();
			}
			assertThat(this.handler.awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
			assertThat(running.loops().bufferStats().used()).isZero();
		}
	}

}
