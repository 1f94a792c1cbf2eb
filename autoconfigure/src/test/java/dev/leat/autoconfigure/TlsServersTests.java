package dev.leat.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.TlsConfig;
import dev.leat.reactor.TlsInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * TLS from SSL bundles.
 */
@ExtendWith(OutputCaptureExtension.class)
class TlsServersTests {

	private static final String NAMES = "leat.server.ssl.server-name-bundles";

	/** Event loops whose read buffer holds no record of TLS. */
	private static final Supplier<EventLoopGroup> SMALL = () -> EventLoopGroup.builder().readBuffer(16 * 1024).build();

	private static final ApplicationContextRunner LOOPS = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class));

	@TempDir
	private static Path folder;

	private static Path server;

	private static Path renewed;

	private static Path device;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class, SslAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0");

	@BeforeAll
	static void makeKeys() throws Exception {
		server = KeyFiles.make(folder, "server");
		renewed = KeyFiles.make(folder, "renewed");
		device = KeyFiles.make(folder, "device");
		KeyFiles.trust(folder, "devices", device);
	}

	private ApplicationContextRunner bundle(String name, String key) {
		return bundle(this.runner, name, key);
	}

	private static ApplicationContextRunner bundle(ApplicationContextRunner runner, String name, String key) {
		String prefix = "spring.ssl.bundle.jks." + name + ".";
		return runner.withPropertyValues(prefix + "keystore.location=file:" + folder.resolve(key + ".p12"),
				prefix + "keystore.password=" + KeyFiles.PASSWORD,
				prefix + "truststore.location=file:" + folder.resolve("devices.p12"),
				prefix + "truststore.password=" + KeyFiles.PASSWORD);
	}

	private static SSLSocket connect(LeatServer server, SSLContext context) throws IOException {
		InetSocketAddress address = server.localAddress();
		Socket plain = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
		plain.setSoTimeout(30_000);
		return (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", address.getPort(), true);
	}

	private static String echo(SSLSocket client, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		client.getOutputStream().write(bytes);
		return new String(client.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
	}

	private static String shown(SSLSession session) throws SSLException {
		return ((X509Certificate) session.getPeerCertificates()[0]).getSubjectX500Principal().getName();
	}

	@Test
	void aServerWithABundleSpeaksTls() {
		bundle("web", "server").withPropertyValues("leat.server.ssl.bundle=web").run((context) -> {
			LeatServer echo = context.getBean(LeatServers.class).get("echo");
			try (SSLSocket client = connect(echo, KeyFiles.client(server))) {
				assertThat(echo(client, "hello")).isEqualTo("hello");
				assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
			}
		});
	}

	@Test
	void whatAnotherServerSaysIsItsOwn() {
		bundle("web", "server")
			.withPropertyValues("leat.server.ssl.bundle=web", "leat.servers.echo.ssl.enabled=false",
					"leat.servers.tls.handler=echo", "leat.servers.tls.port=0", "leat.servers.tls.ssl.client-auth=need")
			.run((context) -> {
				LeatServer plain = context.getBean(LeatServers.class).get("echo");
				assertThat(plain.config().tls()).isNull();
				try (Client client = Client.of(plain)) {
					assertThat(client.exchange("hello")).isEqualTo("hello");
				}
				TlsConfig tls = context.getBean(LeatServers.class).get("tls").config().tls();
				assertThat(tls.clientAuth()).isEqualTo(TlsConfig.ClientAuth.NEED);
			});
	}

	@Test
	void theHandlerSeesTheCertificateThatIsNeeded() {
		bundle("web", "server")
			.withPropertyValues("leat.servers.who.ssl.bundle=web", "leat.servers.who.ssl.client-auth=need")
			.run((context) -> {
				LeatServer who = context.getBean(LeatServers.class).get("who");
				try (SSLSocket client = connect(who, KeyFiles.clientWith(device, server))) {
					client.getOutputStream().write('?');
					assertThat(new String(client.getInputStream().readNBytes(9), StandardCharsets.UTF_8))
						.isEqualTo("CN=device");
				}
				try (SSLSocket client = connect(who, KeyFiles.client(server))) {
					assertThatExceptionOfType(SSLException.class).isThrownBy(() -> echo(client, "x"));
				}
				assertThat(who.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
			});
	}

	@Test
	void everySettingArrives() {
		bundle("web", "server")
			.withPropertyValues("leat.server.ssl.bundle=web", "leat.server.ssl.client-auth=want",
					"leat.server.ssl.handshake-timeout=3s", "leat.server.ssl.max-handshakes=7",
					"leat.server.ssl.application-protocols=echo,other",
					"spring.ssl.bundle.jks.web.options.enabled-protocols=TLSv1.3",
					"spring.ssl.bundle.jks.web.options.ciphers=TLS_AES_128_GCM_SHA256")
			.run((context) -> {
				TlsConfig tls = context.getBean(LeatServers.class).get("echo").config().tls();
				assertThat(tls.clientAuth()).isEqualTo(TlsConfig.ClientAuth.WANT);
				assertThat(tls.handshakeTimeout()).hasSeconds(3);
				assertThat(tls.maxHandshakes()).isEqualTo(7);
				assertThat(tls.applicationProtocols()).containsExactly("echo", "other");
				assertThat(tls.protocols()).containsExactly("TLSv1.3");
				assertThat(tls.cipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
			});
	}

	@Test
	void theDefaultsAreThoseOfTheEngine() {
		bundle("web", "server").withPropertyValues("leat.server.ssl.bundle=web").run((context) -> {
			TlsConfig tls = context.getBean(LeatServers.class).get("echo").config().tls();
			TlsConfig engine = TlsConfig.builder(tls.context()).build();
			assertThat(tls).isEqualTo(engine);
		});
	}

	@Test
	void aServerNameHasItsOwnBundle() {
		bundle(bundle("web", "server"), "other", "renewed")
			.withPropertyValues("leat.server.ssl.bundle=web",
					"leat.server.ssl.server-name-bundles[0].server-name=other.example",
					"leat.server.ssl.server-name-bundles[0].bundle=other")
			.run((context) -> {
				LeatServer echo = context.getBean(LeatServers.class).get("echo");
				try (SSLSocket client = connect(echo, KeyFiles.client(server, renewed))) {
					SSLParameters parameters = client.getSSLParameters();
					parameters.setServerNames(List.of(new SNIHostName("other.example")));
					client.setSSLParameters(parameters);
					assertThat(echo(client, "hello")).isEqualTo("hello");
					assertThat(shown(client.getSession())).isEqualTo("CN=renewed");
				}
			});
	}

	@ParameterizedTest
	@CsvSource({ "other.example, TLSv1.2, false", "other.example, TLSv1.3, true", "localhost, TLSv1.2, true" })
	void theBundleOfAServerNameHasProtocolsOfItsOwn(String asked, String protocol, boolean spoken) {
		bundle(bundle("web", "server"), "other", "renewed")
			.withPropertyValues("leat.server.ssl.bundle=web", NAMES + "[0].server-name=other.example",
					NAMES + "[0].bundle=other", "spring.ssl.bundle.jks.other.options.enabled-protocols=TLSv1.3")
			.run((context) -> {
				LeatServer echo = context.getBean(LeatServers.class).get("echo");
				try (SSLSocket client = connect(echo, KeyFiles.client(server, renewed))) {
					SSLParameters parameters = client.getSSLParameters();
					parameters.setServerNames(List.of(new SNIHostName(asked)));
					parameters.setProtocols(new String[] { protocol });
					client.setSSLParameters(parameters);
					if (spoken) {
						assertThat(echo(client, "hello")).isEqualTo("hello");
					}
					else {
						assertThatExceptionOfType(SSLException.class).isThrownBy(() -> echo(client, "hello"));
					}
				}
			});
	}

	@Test
	@DisplayName("FT12 an updated bundle holds for new connections")
	void anUpdatedBundleHoldsForNewConnections() {
		bundle(bundle("web", "server"), "next", "renewed").withPropertyValues("leat.server.ssl.bundle=web")
			.run((context) -> {
				LeatServer echo = context.getBean(LeatServers.class).get("echo");
				SSLContext trusting = KeyFiles.client(server, renewed);
				try (SSLSocket before = connect(echo, trusting)) {
					assertThat(echo(before, "before")).isEqualTo("before");
					assertThat(shown(before.getSession())).isEqualTo("CN=server");
					context.getBean(SslBundleRegistry.class)
						.updateBundle("web", context.getBean(SslBundles.class).getBundle("next"));
					try (SSLSocket after = connect(echo, KeyFiles.client(server, renewed))) {
						assertThat(echo(after, "after")).isEqualTo("after");
						assertThat(shown(after.getSession())).isEqualTo("CN=renewed");
					}
					assertThat(echo(before, "still")).isEqualTo("still");
				}
				assertThat(context.getBean(TlsReloads.class).successes("echo")).isEqualTo(1);
				assertThat(context.getBean(TlsReloads.class).failures("echo")).isZero();
			});
	}

	@Test
	@DisplayName("FT12 an update that is of no use changes nothing, is logged and counted")
	void anUpdateThatIsOfNoUseChangesNothing(CapturedOutput output) {
		bundle("web", "server").withPropertyValues("leat.server.ssl.bundle=web").run((context) -> {
			LeatServer echo = context.getBean(LeatServers.class).get("echo");
			context.getBean(SslBundleRegistry.class)
				.updateBundle("web", SslBundle.of(SslStoreBundle.of(broken(), null, null)));
			try (SSLSocket client = connect(echo, KeyFiles.client(server))) {
				assertThat(echo(client, "hello")).isEqualTo("hello");
			}
			assertThat(context.getBean(TlsReloads.class).failures("echo")).isEqualTo(1);
		});
		assertThat(output).contains(
				"Server 'echo' keeps what it had: the updated SSL bundle 'web' is of no use: It has no private key");
	}

	private static KeyStore broken() {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			return store;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aBundleWithoutAKeyFailsTheStart() {
		bundle("web", "devices").withPropertyValues("leat.server.ssl.bundle=web")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessage("Server 'echo' cannot use the SSL bundle 'web': It has no private key."));
	}

	@Test
	void aBundleThatOnlyTrustsFailsTheStart() {
		String prefix = "spring.ssl.bundle.jks.web.";
		this.runner
			.withPropertyValues("leat.server.ssl.bundle=web",
					prefix + "truststore.location=file:" + folder.resolve("devices.p12"),
					prefix + "truststore.password=" + KeyFiles.PASSWORD)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessage("Server 'echo' cannot use the SSL bundle 'web': It has no private key."));
	}

	@Test
	void keysThatTheApplicationManagesItselfAreItsOwnMatter() throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
		keys.init(KeyFiles.load(server), KeyFiles.PASSWORD.toCharArray());
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init((KeyStore) null);
		SslBundle managed = SslBundle.of(null, null, null, null, new SslManagerBundle() {

			@Override
			public KeyManagerFactory getKeyManagerFactory() {
				return keys;
			}

			@Override
			public TrustManagerFactory getTrustManagerFactory() {
				return trust;
			}

		});
		this.runner.withBean(SslBundleRegistrar.class, () -> (registry) -> registry.registerBundle("web", managed))
			.withPropertyValues("leat.server.ssl.bundle=web")
			.run((context) -> {
				LeatServer echo = context.getBean(LeatServers.class).get("echo");
				try (SSLSocket client = connect(echo, KeyFiles.client(server))) {
					assertThat(echo(client, "hello")).isEqualTo("hello");
				}
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "EC", "RSA", "Ed25519" })
	void aCertificateOfAnotherKeyFailsTheStart(String algorithm) throws Exception {
		Path one = KeyFiles.make(folder, "one" + algorithm, algorithm);
		Path mixed = folder.resolve("mixed" + algorithm);
		KeyFiles.writePem(one, mixed);
		String prefix = "spring.ssl.bundle.pem.web.keystore.";
		ApplicationContextRunner pem = this.runner.withPropertyValues("leat.server.ssl.bundle=web",
				prefix + "certificate=file:" + mixed.resolve("tls.crt"),
				prefix + "private-key=file:" + mixed.resolve("tls.key"));
		pem.run((context) -> assertThat(context).hasNotFailed());
		KeyFiles.writeCertificate(KeyFiles.make(folder, "two" + algorithm, algorithm), mixed);
		pem.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.isInstanceOf(SetupFailure.class)
			.hasMessage("Server 'echo' cannot use the SSL bundle 'web': "
					+ "The certificate of 'ssl' is not one of its private key."));
	}

	@Test
	void aCipherSuiteThatDoesNotExistFailsTheStart() {
		bundle("web", "server")
			.withPropertyValues("leat.server.ssl.bundle=web",
					"spring.ssl.bundle.jks.web.options.ciphers=TLS_AES_128_GCM_SHA256,ECDHE-RSA-AES128-GCM-SHA256")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(SetupFailure.class)
				.hasMessage("Server 'echo' cannot use the SSL bundle 'web': "
						+ "Unsupported CipherSuite: ECDHE-RSA-AES128-GCM-SHA256."));
	}

	@Test
	void aReadBufferThatHoldsNoRecordFailsTheStart() {
		assertThatStartFails("Server 'echo' cannot speak TLS: read-buffer is 16384, it must be 18437 or more.",
				"Change leat.event-loops.read-buffer.", "leat.event-loops.read-buffer=16KB");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mine", "leatEventLoopGroup" })
	void aReadBufferOfTheApplicationsOwnLoopsThatHoldsNoRecordFailsTheStart(String name) {
		assertThatOwnLoopsAreAdvised(bundle("web", "server").withBean(name, EventLoopGroup.class, SMALL));
	}

	@Test
	void soDoesThatOfOwnLoopsBelowAContextWhoseLoopsAreOfTheProperties() {
		LOOPS.run((parent) -> assertThatOwnLoopsAreAdvised(bundle("web", "server").withParent(parent)
			.withBean("mine", EventLoopGroup.class, SMALL, (definition) -> definition.setPrimary(true))));
	}

	private static void assertThatOwnLoopsAreAdvised(ApplicationContextRunner runner) {
		runner.withPropertyValues("leat.server.ssl.bundle=web")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(SetupFailure.class, (failure) -> assertThat(failure.action())
					.isEqualTo("Change the read-buffer of the EventLoopGroup that the application builds.")));
	}

	@Test
	void soDoesThatOfTheLoopsOfTheContextAbove() {
		LOOPS.withPropertyValues("leat.event-loops.read-buffer=16KB")
			.run((parent) -> bundle("web", "server").withParent(parent)
				.withPropertyValues("leat.server.ssl.bundle=web")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOfSatisfying(SetupFailure.class, (failure) -> assertThat(failure.action())
						.isEqualTo("Change leat.event-loops.read-buffer."))));
	}

	@Test
	void anUnknownBundleForAServerNameFailsTheStart() {
		assertThatStartFails("Server 'echo' names the SSL bundle 'other', which does not exist.",
				"Set leat.servers.echo.ssl.server-name-bundles[0].bundle or "
						+ "leat.server.ssl.server-name-bundles[0].bundle to one of the SSL bundles [web], "
						+ "or define it under spring.ssl.bundle.",
				NAMES + "[0].server-name=other.example", NAMES + "[0].bundle=other");
	}

	@Test
	void aServerNameWithoutABundleFailsTheStart() {
		assertThatStartFails(
				"Server 'echo' has SSL bundles for server names, but ssl.server-name-bundles[1].bundle is not set.",
				"Set leat.servers.echo.ssl.server-name-bundles[1].bundle or "
						+ "leat.server.ssl.server-name-bundles[1].bundle.",
				NAMES + "[0].server-name=other.example", NAMES + "[0].bundle=web",
				NAMES + "[1].server-name=third.example");
	}

	@Test
	void aBundleWithoutItsServerNameFailsTheStart() {
		assertThatStartFails(
				"Server 'echo' has SSL bundles for server names, but ssl.server-name-bundles[0].server-name is not set.",
				"Set leat.servers.echo.ssl.server-name-bundles[0].server-name or "
						+ "leat.server.ssl.server-name-bundles[0].server-name.",
				NAMES + "[0].bundle=web");
	}

	private void assertThatStartFails(String message, String action, String... properties) {
		bundle("web", "server").withPropertyValues("leat.server.ssl.bundle=web")
			.withPropertyValues(properties)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(SetupFailure.class, (failure) -> {
					assertThat(failure).hasMessage(message);
					assertThat(failure.action()).isEqualTo(action);
				}));
	}

	@Test
	void protocolsThatAreNotSpokenFailTheStart() {
		bundle("web", "server")
			.withPropertyValues("leat.server.ssl.bundle=web",
					"spring.ssl.bundle.jks.web.options.enabled-protocols=TLSv1.1")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessage("Server 'echo' cannot be built: ssl.bundle enables the protocols [TLSv1.1], it must be of "
						+ "TLSv1.3 and TLSv1.2."));
	}

	@Test
	void soDoThoseOfAServerName() {
		assertThatStartFails(
				"Server 'echo' cannot be built: ssl.server-name-bundles enables for 'other.example' the "
						+ "protocols [TLSv1.1], it must be of TLSv1.3 and TLSv1.2.",
				"Change leat.servers.echo.ssl.server-name-bundles or leat.server.ssl.server-name-bundles.",
				NAMES + "[0].server-name=other.example", NAMES + "[0].bundle=other",
				"spring.ssl.bundle.jks.other.keystore.location=file:" + folder.resolve("renewed.p12"),
				"spring.ssl.bundle.jks.other.keystore.password=" + KeyFiles.PASSWORD,
				"spring.ssl.bundle.jks.other.options.enabled-protocols=TLSv1.1");
	}

	@Test
	void aKeyUnderServerNameBundlesThatDoesNotExistIsNotOneOfTheList() {
		assertThatThrownBy(() -> new UnknownKeys()
			.reject(new MockEnvironment().withProperty("leat.server.ssl.server-names[0]", "x")))
			.isInstanceOf(SetupFailure.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

		@Bean
		ConnectionHandler who() {
			return (connection, data) -> {
				data.position(data.limit());
				TlsInfo tls = connection.tls();
				String name = (tls == null) ? "nobody"
						: tls.peerCertificates().get(0).getSubjectX500Principal().getName();
				connection.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
			};
		}

	}

}
