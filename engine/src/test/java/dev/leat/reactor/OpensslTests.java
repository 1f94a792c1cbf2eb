package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.leat.reactor.TlsConfig.ClientAuth;
import dev.leat.tls.Contexts;
import dev.leat.tls.Identity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What another implementation of TLS sees: {@code openssl s_client}. Skipped where there
 * is none.
 */
class OpensslTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	private final Recorder handler = new Recorder() {
		@Override
		public void onData(Connection connection, ByteBuffer data) throws Exception {
			ByteBuffer copy = data.duplicate();
			super.onData(connection, data);
			connection.write(copy);
		}
	};

	@BeforeAll
	static void requireOpenssl() throws Exception {
		boolean found = false;
		try {
			found = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
		}
		catch (IOException ex) {
			// it is not installed
		}
		assumeThat(found).as("openssl is installed").isTrue();
		write("device", Contexts.CLIENT);
		write("stranger", Identity.authority("Test authority").issue("device-1"));
		write("expired", Contexts.AUTHORITY.issueExpired("device-1"));
	}

	private static void write(String name, Identity identity) throws IOException {
		Files.writeString(folder.resolve(name + ".crt"), identity.chainPem());
		Files.writeString(folder.resolve(name + ".key"), identity.keyPem());
	}

	private Servers.Running start(ClientAuth auth) {
		return Servers.start((config) -> config.tls(TlsConfig.builder(Contexts.server()).clientAuth(auth).build()),
				this.handler);
	}

	/**
	 * Starts a client; it ends with its input, or when the server ends the connection.
	 */
	private static Session open(LeatServer server, String... options) throws IOException {
		List<String> command = new ArrayList<>(
				List.of("openssl", "s_client", "-connect", "127.0.0.1:" + server.localAddress().getPort()));
		command.addAll(List.of(options));
		return new Session(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	private static String[] showing(String name, String... more) {
		List<String> options = new ArrayList<>(List.of("-cert", folder.resolve(name + ".crt").toString(), "-cert_chain",
				folder.resolve(name + ".crt").toString(), "-key", folder.resolve(name + ".key").toString()));
		options.addAll(List.of(more));
		return options.toArray(String[]::new);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_3", "-tls1_2" })
	@DisplayName("openssl s_client is answered, and its end is a clean one")
	void answers(String protocol) throws Exception {
		try (Servers.Running running = start(ClientAuth.NONE); Session client = open(running.server(), protocol)) {
			client.type("hello\n");
			client.awaitOutput("hello\n");
			client.endInput();
			assertThat(this.handler.awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_1", "-tls1" })
	@DisplayName("older protocols are not spoken")
	void older(String protocol) throws Exception {
		try (Servers.Running running = start(ClientAuth.NONE);
				Session client = open(running.server(), protocol, "-cipher", "ALL:@SECLEVEL=0")) {
			assertThat(client.exit()).isNotZero();
			Until.holds(() -> running.stats().rejected(RejectReason.HANDSHAKE_FAILED) == 1);
		}
	}

	@Test
	@DisplayName("FT3 R in TLS 1.2 asks for a renegotiation, and the connection ends")
	void renegotiation() throws Exception {
		try (Servers.Running running = start(ClientAuth.NONE); Session client = open(running.server(), "-tls1_2")) {
			client.type("before\n");
			client.awaitOutput("\nbefore\n");
			client.type("R\n");
			assertThat(this.handler.awaitClosed()).isEqualTo(CloseReason.TLS_ERROR);
			client.exit();
			assertThat(client.output()).contains("RENEGOTIATING");
		}
	}

	@Test
	@DisplayName("FT4 K in TLS 1.3 updates the keys, and the connection goes on")
	void keyUpdate() throws Exception {
		try (Servers.Running running = start(ClientAuth.NONE); Session client = open(running.server(), "-tls1_3")) {
			for (int i = 0; i < 5; i++) {
				client.type("K\n");
				client.awaitOutputs("KEYUPDATE", i + 1);
				client.type("after-" + i + "\n");
				client.awaitOutput("after-" + i + "\n");
			}
			assertThat(this.handler.events).containsOnlyOnce("open").doesNotContain("close TLS_ERROR");
		}
	}

	@ParameterizedTest
	@CsvSource({ "-tls1_3, device, true", "-tls1_2, device, true", "-tls1_3, stranger, false",
			"-tls1_2, stranger, false", "-tls1_3, expired, false", "-tls1_2, expired, false" })
	@DisplayName("FT10 a client's certificate lets it in, or earns it an alert")
	void clientCertificates(String protocol, String name, boolean good) throws Exception {
		try (Servers.Running running = start(ClientAuth.NEED);
				Session client = open(running.server(), showing(name, protocol, "-quiet"))) {
			if (good) {
				client.type("hello\n");
				client.awaitOutput("hello\n");
			}
			else {
				assertThat(client.exit()).isNotZero();
				assertThat(client.output()).contains("alert");
				assertThat(running.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
				assertThat(this.handler.events).isEmpty();
			}
		}
	}

	@Test
	@DisplayName("FT11 a session is resumed by its own server, and not by one that asks for a certificate")
	void resumption() throws Exception {
		String session = folder.resolve("session").toString();
		try (Servers.Running running = start(ClientAuth.NONE); Servers.Running mutual = start(ClientAuth.NEED)) {
			String first = talk(running.server(), "-tls1_2", "-sess_out", session);
			assertThat(first).contains("New, ");
			assertThat(talk(running.server(), "-tls1_2", "-sess_in", session)).contains("Reused, ");
			try (Session client = open(mutual.server(), "-tls1_2", "-sess_in", session)) {
				client.exit();
				assertThat(client.output()).doesNotContain("Reused, ");
				assertThat(mutual.stats().rejected(RejectReason.HANDSHAKE_FAILED)).isEqualTo(1);
			}
		}
	}

	private static String talk(LeatServer server, String... options) throws Exception {
		try (Session client = open(server, options)) {
			client.type("hello\n");
			client.awaitOutput("hello\n");
			client.type("Q\n");
			client.exit();
			return client.output();
		}
	}

	/** A running client. */
	private static final class Session implements AutoCloseable {

		private final Process process;

		private final ByteArrayOutputStream output = new ByteArrayOutputStream();

		private final Thread reader;

		Session(Process process) {
			this.process = process;
			this.reader = new Thread(this::read);
			this.reader.start();
		}

		private void read() {
			try (InputStream in = this.process.getInputStream()) {
				byte[] bytes = new byte[8192];
				for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
					this.output.write(bytes, 0, count);
				}
			}
			catch (IOException ex) {
				// it was ended
			}
		}

		void type(String line) throws IOException {
			this.process.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
			this.process.getOutputStream().flush();
		}

		void endInput() throws IOException {
			this.process.getOutputStream().close();
		}

		String output() {
			return this.output.toString(StandardCharsets.UTF_8);
		}

		void awaitOutput(String text) throws Exception {
			awaitOutputs(text, 1);
		}

		void awaitOutputs(String text, int times) throws Exception {
			Until.holds(() -> output().split(text, -1).length > times);
		}

		int exit() throws Exception {
			assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			this.reader.join();
			return this.process.exitValue();
		}

		@Override
		public void close() throws Exception {
			this.process.destroyForcibly().waitFor();
			this.reader.join();
		}

	}

}
