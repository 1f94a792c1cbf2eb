package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLContext;

import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fleet that comes back at once.
 */
class TlsStormTests {

	private static final int DEVICES = 5_000;

	/** Clients that press in at the same time; the backlog holds the more. */
	private static final int AT_ONCE = 500;

	@Test
	@Tag("slow")
	@DisplayName("FT2 five thousand devices with client certificates reconnect at once, and all get in; a plain port is served meanwhile")
	void storm() throws Exception {
		TlsConfig tls = TlsConfig.builder(Contexts.server()).clientAuth(TlsConfig.ClientAuth.NEED).build();
		ExecutorService devices = Executors.newFixedThreadPool(AT_ONCE);
		try (Servers.Running plain = Servers.start(Servers.ECHO)) {
			LeatServer gateway = Servers.server("gateway", plain.loops(),
					(config) -> config.tls(tls).maxConnections(2 * DEVICES), (connection) -> Servers.ECHO);
			gateway.start();
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < DEVICES; i++) {
				String name = "device-" + i;
				answers.add(devices.submit(() -> reconnect(gateway, name)));
			}
			try (Client canary = plain.client()) {
				while (answers.stream().anyMatch((answer) -> !answer.isDone())) {
					assertThat(canary.echo("canary")).isEqualTo("canary");
				}
			}
			for (int i = 0; i < DEVICES; i++) {
				assertThat(answers.get(i).get()).isEqualTo("device-" + i);
			}
			assertThat(gateway.stats().accepted()).isEqualTo(DEVICES);
			assertThat(RejectReason.values())
				.allSatisfy((reason) -> assertThat(gateway.stats().rejected(reason)).isZero());
			gateway.stop();
		}
		finally {
			devices.shutdownNow();
		}
	}

	/**
	 * Each device has sessions of its own, and has none left: its handshake is a full
	 * one.
	 */
	private static String reconnect(LeatServer gateway, String name) throws Exception {
		SSLContext context = Contexts.of(Contexts.CLIENT, Contexts.AUTHORITY);
		try (TlsClient client = TlsClient.to(gateway, context, (parameters) -> {
		})) {
			return client.echo(name);
		}
	}

}
