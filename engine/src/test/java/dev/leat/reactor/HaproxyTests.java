package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

import dev.leat.reactor.ProxyConfig.Mode;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server behind a real HAProxy, where that is installed.
 */
@Tag("slow")
class HaproxyTests {

	/** Answers with what the connection knows of its client. */
	private static final ConnectionHandler TELLS = (connection, data) -> {
		data.position(data.limit());
		ProxyInfo info = connection.proxy();
		int client = ((InetSocketAddress) connection.remoteAddress()).getPort();
		connection.write(
				Bytes
					.of(client + " version "
							+ ((info != null)
									? info.version() + " types "
											+ info.extensions().stream().map(ProxyInfo.Extension::type).toList()
									: "none")
							+ "\n"));
	};

	/** Its plain checks reset the connection before any server can accept it. */
	private static final String CHECKED = """
			send-proxy check inter 50ms
			  option tcp-check
			  tcp-check connect
			  tcp-check send check
			  tcp-check expect string none
			""";

	private static Servers.Running server(Mode mode) {
		return Servers.start((config) -> config.proxyProtocol(ProxyConfig.of(mode, List.of("127.0.0.0/8"))), TELLS);
	}

	private static int port(Servers.Running server) {
		return Objects.requireNonNull(server.server().localAddress()).getPort();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			send-proxy                                            | version 1 types []
			send-proxy-v2                                         | version 2 types []
			send-proxy-v2 proxy-v2-options crc32c                 | version 2 types [3]
			send-proxy-v2 proxy-v2-options crc32c,unique-id       | version 2 types [3, 5]
			""")
	@DisplayName("FP5 HAProxy's headers name the client, and its bytes come behind them")
	void headers(String options, String told) throws Exception {
		try (Servers.Running server = server(Mode.REQUIRED);
				Haproxy haproxy = Haproxy.before(port(server), options);
				Client client = Client.to(haproxy.port(), 0)) {
			String expected = client.socket().getLocalPort() + " " + told + "\n";
			assertThat(client.send("who am I?").readText(expected.length())).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "send-proxy", "send-proxy-v2" })
	@DisplayName("FP5 TLS that HAProxy passes through shakes hands behind its header")
	void tls(String options) throws Exception {
		try (Servers.Running server = Servers
			.start((config) -> config.proxyProtocol(ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.1")))
				.tls(TlsConfig.builder(Contexts.server()).build()), Servers.ECHO);
				Haproxy haproxy = Haproxy.before(port(server), options)) {
			for (int i = 0; i < 20; i++) {
				try (TlsClient client = TlsClient.to(haproxy.port(), Contexts.client(), (parameters) -> {
				})) {
					assertThat(client.echo("secret " + i)).isEqualTo("secret " + i);
				}
			}
		}
	}

	@Test
	@DisplayName("FP5 health checks without a header pass where it is optional, beside clients with one")
	void healthChecks() throws Exception {
		try (Servers.Running server = server(Mode.OPTIONAL); Haproxy haproxy = Haproxy.before(port(server), CHECKED)) {
			Until.holds(() -> server.stats().accepted() >= 10);
			try (Client client = Client.to(haproxy.port(), 0)) {
				String expected = client.socket().getLocalPort() + " version 1 types []\n";
				assertThat(client.send("who am I?").readText(expected.length())).isEqualTo(expected);
			}
			assertThat(server.stats().rejected(RejectReason.PROXY_HEADER)).isZero();
		}
	}

	@Test
	@DisplayName("FP5 a HAProxy that sends no header is turned away where one is required")
	void noHeader() throws Exception {
		try (Servers.Running server = server(Mode.REQUIRED);
				Haproxy haproxy = Haproxy.before(port(server), "");
				Client client = Client.to(haproxy.port(), 0)) {
			client.send("who am I?");
			Until.holds(() -> server.stats().rejected(RejectReason.PROXY_HEADER) > 0);
			assertThat(server.stats().connections()).isZero();
		}
	}

}
