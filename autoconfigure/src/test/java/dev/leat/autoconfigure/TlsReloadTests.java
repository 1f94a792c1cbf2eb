package dev.leat.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.RejectReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Certificates that change while clients come and go.
 */
class TlsReloadTests {

	private static final int THREADS = 4;

	private static final int RELOADS = 30;

	@TempDir
	private static Path folder;

	private static Path first;

	private static Path second;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class, SslAutoConfiguration.class,
				LeatEventLoopsAutoConfiguration.class, LeatServersAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0", "leat.server.ssl.bundle=web");

	@BeforeAll
	static void makeKeys() throws Exception {
		first = KeyFiles.make(folder, "first");
		second = KeyFiles.make(folder, "second");
	}

	/** Shakes hands anew, and returns whose certificate was shown. */
	private static String echoAnew(LeatServer server, SSLContext context) throws IOException {
		int port = server.localAddress().getPort();
		try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
				SSLSocket client = (SSLSocket) context.getSocketFactory()
					.createSocket(plain, "localhost", port, true)) {
			plain.setSoTimeout(30_000);
			byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
			client.getOutputStream().write(bytes);
			assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
			X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
			return shown.getSubjectX500Principal().getName();
		}
	}

	@Test
	@DisplayName("FT12 while the bundle is replaced every few connections, none of them fails")
	void underTraffic() {
		String prefix = "spring.ssl.bundle.jks.";
		this.runner
			.withPropertyValues(prefix + "web.keystore.location=file:" + first,
					prefix + "web.keystore.password=" + KeyFiles.PASSWORD,
					prefix + "other.keystore.location=file:" + second,
					prefix + "other.keystore.password=" + KeyFiles.PASSWORD)
			.run((context) -> {
				LeatServer echo = context.getBean(LeatServers.class).get("echo");
				SslBundles bundles = context.getBean(SslBundles.class);
				var shown = new Traffic(echo, KeyFiles.client(first, second)).during((traffic) -> {
					var original = bundles.getBundle("web");
					for (int i = 0; i < RELOADS; i++) {
						traffic.awaitMore();
						context.getBean(SslBundleRegistry.class)
							.updateBundle("web", (i % 2 == 0) ? bundles.getBundle("other") : original);
					}
				});
				assertThat(shown).contains("CN=first", "CN=second");
				assertThat(context.getBean(TlsReloads.class).successes("echo")).isEqualTo(RELOADS);
				assertThat(echo.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isZero();
			});
	}

	/** Reloads what lies in a folder. */
	private ApplicationContextRunner watching(Path mount) {
		String prefix = "spring.ssl.bundle.pem.web.";
		return this.runner.withPropertyValues("spring.ssl.bundle.watch.file.quiet-period=50ms",
				prefix + "reload-on-update=true", prefix + "keystore.certificate=file:" + mount.resolve("tls.crt"),
				prefix + "keystore.private-key=file:" + mount.resolve("tls.key"));
	}

	@Test
	@DisplayName("FT12 a secret that Kubernetes swaps by its symbolic link is shown to new connections, and none fails")
	void symbolicLinkSwapped(@TempDir Path mount) throws Exception {
		KeyFiles.writePem(first, mount.resolve("..2026_01"));
		Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_01"));
		Files.createSymbolicLink(mount.resolve("tls.crt"), Path.of("..data", "tls.crt"));
		Files.createSymbolicLink(mount.resolve("tls.key"), Path.of("..data", "tls.key"));
		watching(mount).run((context) -> {
			LeatServer echo = context.getBean(LeatServers.class).get("echo");
			SSLContext trusting = KeyFiles.client(first, second);
			assertThat(echoAnew(echo, trusting)).isEqualTo("CN=first");
			var shown = new Traffic(echo, trusting).during((traffic) -> {
				swap(mount);
				await().atMost(Duration.ofSeconds(30))
					.until(() -> context.getBean(TlsReloads.class).successes("echo") > 0);
				traffic.awaitMore();
			});
			assertThat(shown).contains("CN=second");
			assertThat(echoAnew(echo, KeyFiles.client(second))).isEqualTo("CN=second");
		});
	}

	@Test
	@DisplayName("FT12 half of a renewal, a certificate without its key, changes nothing, and is counted")
	void certificateBeforeItsKey(@TempDir Path mount) throws Exception {
		KeyFiles.writePem(first, mount);
		watching(mount).run((context) -> {
			LeatServer echo = context.getBean(LeatServers.class).get("echo");
			TlsReloads reloads = context.getBean(TlsReloads.class);
			SSLContext trusting = KeyFiles.client(first, second);
			KeyFiles.writeCertificate(second, mount);
			await().atMost(Duration.ofSeconds(30)).until(() -> reloads.failures("echo") > 0);
			assertThat(echoAnew(echo, trusting)).isEqualTo("CN=first");
			KeyFiles.writePem(second, mount);
			await().atMost(Duration.ofSeconds(30)).until(() -> reloads.successes("echo") > 0);
			assertThat(echoAnew(echo, trusting)).isEqualTo("CN=second");
		});
	}

	/** As the kubelet does it: a new folder, and the link to it renamed over the old. */
	private static void swap(Path mount) throws Exception {
		KeyFiles.writePem(second, mount.resolve("..2026_02"));
		Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_02"));
		Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
	}

	/** Clients that connect again and again. */
	private static final class Traffic {

		private final LeatServer server;

		private final SSLContext context;

		private final List<String> shown = new CopyOnWriteArrayList<>();

		private final List<Throwable> failures = new CopyOnWriteArrayList<>();

		private final AtomicBoolean over = new AtomicBoolean();

		private final AtomicInteger connections = new AtomicInteger();

		Traffic(LeatServer server, SSLContext context) {
			this.server = server;
			this.context = context;
		}

		/** Whose certificates were shown while something was done; nobody may fail. */
		List<String> during(Doing what) throws Exception {
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Thread thread = new Thread(this::connectOften);
				thread.start();
				threads.add(thread);
			}
			try {
				what.beside(this);
			}
			finally {
				this.over.set(true);
				for (Thread thread : threads) {
					thread.join();
				}
			}
			assertThat(this.failures).isEmpty();
			return this.shown;
		}

		private void connectOften() {
			while (!this.over.get() && this.failures.isEmpty()) {
				try {
					String name = echoAnew(this.server, this.context);
					if (this.shown.isEmpty() || !this.shown.get(this.shown.size() - 1).equals(name)) {
						this.shown.add(name);
					}
					this.connections.incrementAndGet();
				}
				catch (Throwable ex) {
					this.failures.add(ex);
				}
			}
		}

		/** Every thread has connected since. */
		void awaitMore() {
			int before = this.connections.get();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> this.connections.get() >= before + 2 * THREADS || !this.failures.isEmpty());
		}

	}

	/** What is done beside traffic. */
	@FunctionalInterface
	private interface Doing {

		void beside(Traffic traffic) throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

}
