package dev.leat.reactor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scanners that auditors run, against the defaults. Skipped where they are missing.
 */
@Tag("slow")
class TlsScanTests {

	private static String scan(String... command) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of(command));
		line.set(0, Installed.program(command[0]));
		try (Servers.Running server = Servers
			.start((config) -> config.tls(TlsConfig.builder(Contexts.server()).build()), Servers.ECHO)) {
			line.add("127.0.0.1:" + Objects.requireNonNull(server.server().localAddress()).getPort());
			ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
			builder.environment().put("TERM", "dumb");
			Process process = builder.start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
				.replaceAll("\u001b\\[[0-9;]*m", "");
			process.waitFor();
			return output;
		}
	}

	@Test
	@DisplayName("FT3 sslscan finds nothing below TLS 1.2, no renegotiation and no compression")
	void sslscan() throws Exception {
		String found = scan("sslscan", "--no-colour");
		assertThat(found).containsPattern("SSLv2 +disabled")
			.containsPattern("SSLv3 +disabled")
			.containsPattern("TLSv1\\.0 +disabled")
			.containsPattern("TLSv1\\.1 +disabled")
			.containsPattern("TLSv1\\.2 +enabled")
			.containsPattern("TLSv1\\.3 +enabled")
			.contains("Session renegotiation not supported")
			.doesNotContain("Compression enabled");
	}

	@Test
	@DisplayName("FT3 testssl.sh finds nothing below TLS 1.2, no renegotiation by the client and no compression")
	void testssl() throws Exception {
		String found = scan("testssl", "--quiet", "--color", "0", "--warnings", "off", "-p", "-R", "-C");
		assertThat(found).containsPattern("SSLv2 +not offered")
			.containsPattern("SSLv3 +not offered")
			.containsPattern("TLS 1 +not offered")
			.containsPattern("TLS 1\\.1 +not offered")
			.containsPattern("TLS 1\\.2 +offered")
			.containsPattern("TLS 1\\.3 +offered")
			.containsPattern("Secure Client-Initiated Renegotiation +not vulnerable")
			.containsPattern("CRIME, TLS .* +not vulnerable")
			.doesNotContain("VULNERABLE", "NOT ok");
	}

}
