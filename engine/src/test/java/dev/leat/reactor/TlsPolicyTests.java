package dev.leat.reactor;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import dev.leat.reactor.TlsConfig.ClientAuth;
import dev.leat.reactor.TlsConfig.HostConfig;
import dev.leat.tls.Contexts;
import dev.leat.tls.Identity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Whom a server lets in, and what it shows to whom.
 */
class TlsPolicyTests {

	private static final Consumer<SSLParameters> ANY = (parameters) -> {
	};

	private final Recorder handler = new Recorder();

	private Stepped stepped(Consumer<TlsConfig.Builder> settings) {
		TlsConfig.Builder tls = TlsConfig.builder(Contexts.server());
		settings.accept(tls);
		return stepped(tls.build());
	}

	private Stepped stepped(TlsConfig tls) {
		return Stepped.with((config) -> config.tls(tls), this.handler);
	}

	private static SSLContext showing(@Nullable Identity identity) {
		return Contexts.of(identity, Contexts.AUTHORITY);
	}

	private static HostConfig own(String protocol, String... cipherSuites) {
		return new HostConfig(Contexts::server, List.of(protocol), List.of(cipherSuites));
	}

	private static Consumer<SSLParameters> asking(String serverName) {
		return (parameters) -> parameters.setServerNames(List.of(new SNIHostName(serverName)));
	}

	private static String peerName(Connection connection) {
		TlsInfo tls = connection.tls();
		assertThat(tls).isNotNull();
		return tls.peerCertificates().isEmpty() ? "nobody"
				: tls.peerCertificates().get(0).getSubjectX500Principal().getName();
	}

	private void assertTurnedAway(Stepped stepped, TlsPeer client, TlsResult result) {
		assertThat(stepped.stats().handshakes(result, "none")).isEqualTo(1);
		assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
		assertThat(client.failure).as("the alert").hasMessageContaining("alert");
		assertThat(client.peer.gotFin()).isTrue();
		client.peer.fin();
		stepped.step();
		assertThat(client.peer.isReleased()).isTrue();
		assertThat(client.peer.gotReset()).isFalse();
		assertThat(this.handler.events).isEmpty();
		assertThat(stepped.group.bufferStats().used()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "NONE, TLSv1.3, nobody", "WANT, TLSv1.3, CN=device-1", "NEED, TLSv1.3, CN=device-1",
			"WANT, TLSv1.2, CN=device-1", "NEED, TLSv1.2, CN=device-1" })
	@DisplayName("FT10 a client's certificate is asked for as client-auth says, and the handler sees it")
	void clientCertificate(ClientAuth auth, String protocol, String expected) throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.clientAuth(auth).protocols(List.of(protocol)))) {
			assertThat(TlsPeer.to(stepped, showing(Contexts.CLIENT), ANY).exchange().isSecure()).isTrue();
			assertThat(stepped.stats().handshakes(TlsResult.SUCCESS, protocol)).isEqualTo(1);
			assertThat(peerName(stepped.connection())).isEqualTo(expected);
		}
	}

	@Test
	@DisplayName("FT10 who is only asked for a certificate comes in without")
	void wanted() throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.clientAuth(ClientAuth.WANT))) {
			assertThat(TlsPeer.to(stepped).exchange().isSecure()).isTrue();
			assertThat(peerName(stepped.connection())).isEqualTo("nobody");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@DisplayName("FT10 without a certificate that is needed no handler sees the client, and it gets an alert")
	void none(String protocol) throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.clientAuth(ClientAuth.NEED).protocols(List.of(protocol)))) {
			assertTurnedAway(stepped, TlsPeer.to(stepped).exchange(), TlsResult.NO_CLIENT_CERTIFICATE);
		}
	}

	@Test
	@DisplayName("FT10 the alert arrives though the client has sent data behind its half of the handshake")
	void alertBehindData() throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.clientAuth(ClientAuth.NEED))) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(client.own());
			stepped.step();
			client.peer.send(client.answer());
			client.peer.send(client.wrap("it believes that it is in"));
			client.peer.send(client.wrap("and goes on"));
			assertTurnedAway(stepped, client.exchange(), TlsResult.NO_CLIENT_CERTIFICATE);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WANT", "NEED" })
	@DisplayName("FT10 a certificate of somebody else's, or one that has ended, lets nobody in")
	void bad(ClientAuth auth) throws SSLException {
		Identity stranger = Identity.authority("Test authority").issue("device-1");
		turnsAway(auth, stranger, TlsResult.UNTRUSTED);
		turnsAway(auth, Contexts.AUTHORITY.issueExpired("device-1"), TlsResult.EXPIRED);
	}

	private void turnsAway(ClientAuth auth, Identity identity, TlsResult result) throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.clientAuth(auth))) {
			assertTurnedAway(stepped, TlsPeer.to(stepped, showing(identity), ANY).exchange(), result);
		}
	}

	@Test
	@DisplayName("FT8 a chain of twenty certificates is refused or taken, and no more than it is kept meanwhile")
	void longChain() throws SSLException {
		Identity issuer = Contexts.AUTHORITY;
		for (int i = 0; i < 20; i++) {
			issuer = issuer.issueAuthority("Authority " + i);
		}
		try (Stepped stepped = stepped((tls) -> tls.clientAuth(ClientAuth.NEED))) {
			TlsPeer client = TlsPeer.to(stepped, showing(issuer.issue("device-1")), ANY);
			client.exchange();
			assertThat(stepped.stats().connections() + stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED))
				.isEqualTo(1);
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("FT8 a hello of sixty kilobytes is refused, and holds one record at a time")
	void hugeHello() throws SSLException {
		try (Stepped stepped = stepped((tls) -> {
		})) {
			TlsPeer client = TlsPeer.to(stepped);
			byte[] record = new byte[5 + 16_384];
			record[0] = 22;
			record[1] = 3;
			record[2] = 1;
			record[3] = 0x40;
			for (int i = 0; i < 4 && !client.peer.isReleased(); i++) {
				if (i == 0) {
					record[5] = 1;
					record[7] = (byte) 0xEA;
					record[8] = 0x60;
				}
				client.peer.send(record.clone());
				stepped.step();
				assertThat(stepped.group.bufferStats().used()).isLessThanOrEqualTo(32 * 1024);
			}
			stepped.advance(java.time.Duration.ofSeconds(2));
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
			assertThat(client.peer.isReleased()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "a.example, a.example", "A.EXAMPLE, a.example", "x.b.example, *.b.example", "b.example, localhost",
			"x.y.b.example, localhost", "other.example, localhost" })
	@DisplayName("the certificate is that of the server name that the client asks for")
	void serverNames(String asked, String expected) throws Exception {
		Consumer<TlsConfig.Builder> names = (tls) -> tls
			.serverName("a.example", () -> showing(Contexts.AUTHORITY.issue("a.example")))
			.serverName("*.B.example", () -> showing(Contexts.AUTHORITY.issue("*.b.example")));
		try (Stepped stepped = stepped(names)) {
			TlsPeer client = TlsPeer.to(stepped, Contexts.client(), asking(asked));
			assertThat(client.exchange().isSecure()).isTrue();
			X509Certificate shown = (X509Certificate) client.engine.getSession().getPeerCertificates()[0];
			assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=" + expected);
			TlsInfo tls = stepped.connection().tls();
			assertThat(tls).isNotNull();
			assertThat(tls.serverName()).isEqualToIgnoringCase(asked);
		}
	}

	@ParameterizedTest
	@CsvSource({ "a.example, TLS_AES_256_GCM_SHA384", "b.example, TLS_CHACHA20_POLY1305_SHA256",
			"c.example, TLS_AES_128_GCM_SHA256" })
	@DisplayName("a server name may have cipher suites of its own, and has the server's where it has none")
	void cipherSuites(String asked, String expected) throws Exception {
		Consumer<TlsConfig.Builder> names = (tls) -> tls.cipherSuites(List.of("TLS_AES_128_GCM_SHA256"))
			.serverName("a.example", own("TLSv1.3", "TLS_AES_256_GCM_SHA384"))
			.serverName("b.example", own("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"))
			.serverName("c.example", Contexts::server);
		try (Stepped stepped = stepped(names)) {
			TlsPeer client = TlsPeer.to(stepped, Contexts.client(), asking(asked));
			assertThat(client.exchange().isSecure()).isTrue();
			TlsInfo tls = stepped.connection().tls();
			assertThat(tls).isNotNull();
			assertThat(tls.cipherSuite()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@CsvSource({ "a.example, true", "b.example, false", "c.example, false", "other.example, false" })
	@DisplayName("a server name may have protocols of its own, and has the server's where it has none")
	void protocols(String asked, boolean spoken) throws Exception {
		Consumer<TlsConfig.Builder> names = (tls) -> tls.serverName("a.example", own("TLSv1.2"))
			.serverName("b.example", own("TLSv1.3"))
			.serverName("c.example", Contexts::server)
			.protocols(List.of("TLSv1.3"));
		try (Stepped stepped = stepped(names)) {
			TlsPeer client = TlsPeer.to(stepped, Contexts.client(),
					asking(asked).andThen((parameters) -> parameters.setProtocols(new String[] { "TLSv1.2" })));
			assertThat(client.exchange().isSecure()).isEqualTo(spoken);
		}
	}

	@Test
	@DisplayName("a client that asks for no server name gets the server's own certificate")
	void noServerName() throws Exception {
		try (Stepped stepped = stepped(
				(tls) -> tls.serverName("a.example", () -> showing(Contexts.AUTHORITY.issue("a.example"))))) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			X509Certificate shown = (X509Certificate) client.engine.getSession().getPeerCertificates()[0];
			assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
		}
	}

	@Test
	@DisplayName("by ALPN the first of the server's names is chosen that the client offers")
	void applicationProtocol() throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.applicationProtocols(List.of("mqtt", "echo")))) {
			TlsPeer client = TlsPeer.to(stepped, Contexts.client(),
					(parameters) -> parameters.setApplicationProtocols(new String[] { "other", "echo" }));
			client.exchange();
			assertThat(client.engine.getApplicationProtocol()).isEqualTo("echo");
			TlsInfo tls = stepped.connection().tls();
			assertThat(tls).isNotNull();
			assertThat(tls.applicationProtocol()).isEqualTo("echo");
		}
	}

	@Test
	@DisplayName("who offers only other names by ALPN is turned away")
	void noApplicationProtocol() throws SSLException {
		try (Stepped stepped = stepped((tls) -> tls.applicationProtocols(List.of("mqtt")))) {
			assertTurnedAway(stepped,
					TlsPeer
						.to(stepped, Contexts.client(),
								(parameters) -> parameters.setApplicationProtocols(new String[] { "other" }))
						.exchange(),
					TlsResult.NO_COMMON_PROTOCOL);
		}
	}

	@Test
	@DisplayName("FT12 a new connection takes the newest context, and those before it go on")
	void newestContext() throws Exception {
		AtomicReference<SSLContext> current = new AtomicReference<>(Contexts.server());
		try (Stepped stepped = stepped(TlsConfig.builder(current::get).build())) {
			TlsPeer before = TlsPeer.to(stepped).exchange();
			current.set(showing(Contexts.AUTHORITY.issue("renewed")));
			TlsPeer after = TlsPeer.to(stepped).exchange();
			X509Certificate shown = (X509Certificate) after.engine.getSession().getPeerCertificates()[0];
			assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=renewed");
			before.send("still here");
			assertThat(this.handler.text()).isEqualTo("still here");
		}
	}

	@Test
	@DisplayName("FT14 a supplier that throws turns away those who come meanwhile, and no others")
	void supplierThrows() throws SSLException {
		List<SSLContext> contexts = new ArrayList<>();
		TlsConfig tls = TlsConfig.builder(() -> contexts.get(0)).build();
		try (Stepped stepped = stepped(tls)) {
			TlsPeer.to(stepped).exchange();
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
			contexts.add(Contexts.server());
			assertThat(TlsPeer.to(stepped).exchange().isSecure()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@DisplayName("FT11 a session is resumed within its context, and not by a server with another one")
	void resumption(String protocol) throws SSLException {
		SSLContext client = Contexts.client();
		TlsConfig strict = TlsConfig.builder(Contexts.server()).clientAuth(ClientAuth.NEED).build();
		try (Stepped open = stepped((tls) -> {
		}); Stepped mutual = stepped(strict)) {
			Consumer<SSLParameters> settings = (parameters) -> parameters.setProtocols(new String[] { protocol });
			TlsPeer first = TlsPeer.to(open, client, settings).exchange();
			TlsPeer second = TlsPeer.to(open, client, settings).exchange();
			assertThat(second.engine.getSession().getCreationTime()).as("resumed")
				.isEqualTo(first.engine.getSession().getCreationTime());
			TlsPeer third = TlsPeer.to(mutual, client, settings).exchange();
			assertThat(mutual.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
			assertThat(third.failure).isNotNull();
		}
	}

	@Test
	@DisplayName("settings out of range are refused with the name of the property")
	void ranges() {
		TlsConfig.Builder tls = TlsConfig.builder(Contexts.server());
		assertThatIllegalArgumentException().isThrownBy(() -> tls.protocols(List.of("TLSv1.1")).build())
			.withMessage("ssl.bundle enables the protocols [TLSv1.1], it must be of TLSv1.3 and TLSv1.2");
		tls.protocols(List.of("TLSv1.3"));
		assertThatIllegalArgumentException().isThrownBy(() -> tls.maxHandshakes(0).build())
			.withMessage("ssl.max-handshakes is 0, it must be 1 or more");
		tls.maxHandshakes(1);
		assertThatIllegalArgumentException().isThrownBy(() -> tls.handshakeTimeout(java.time.Duration.ZERO).build())
			.withMessage("ssl.handshake-timeout is PT0S, it must be above zero");
		tls.handshakeTimeout(java.time.Duration.ofSeconds(1)).serverName("a.example", own("SSLv3"));
		assertThatIllegalArgumentException().isThrownBy(tls::build)
			.withMessage("ssl.server-name-bundles enables for 'a.example' the protocols [SSLv3], "
					+ "it must be of TLSv1.3 and TLSv1.2");
	}

}
