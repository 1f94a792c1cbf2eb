package dev.leat.autoconfigure;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.leat.reactor.ConnectionHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications in processes of their own: what only the outside can see.
 */
class ProcessTests {

	private static final Pattern LISTENS = Pattern.compile("'keyValue' listens on 127\\.0\\.0\\.1 port (\\d+)");

	private static final Pattern OPTIONAL = Pattern.compile("micrometer-core|boot-(health|actuator|micrometer)");

	@Test
	void aFailedStartExitsWithoutBeingKilled() throws Exception {
		Process process = start(Map.of());
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.lines().toList()).contains("Server 'keyValue' has no port, and there is no default.");
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(1);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void anApplicationWithoutWebServerLivesOnItsLoopsAndIsConfiguredByTheEnvironment() throws Exception {
		Process process = start(Map.of("LEAT_SERVERS_KEYVALUE_PORT", "0", "LEAT_SERVER_ADDRESS", "127.0.0.1"));
		try (BufferedReader output = process.inputReader(); Client client = new Client(port(output))) {
			assertThat(output.lines().anyMatch((line) -> line.equals("main has returned"))).isTrue();
			assertThat(client.exchange("alive")).isEqualTo("alive");
			process.destroy();
			assertThat(client.receive(1)).isEmpty();
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Tag("slow")
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8, 9, 10, 11, 12, 13, 14, 15 })
	@DisplayName("FD5 an application that is told to end, or killed, while it starts is gone at once, and the next one has its port")
	void endedWhileItStarts(int lines) throws Exception {
		String port = freePort();
		Map<String, String> environment = Map.of("LEAT_SERVERS_KEYVALUE_PORT", port, "LEAT_SERVER_ADDRESS",
				"127.0.0.1");
		for (boolean killed : new boolean[] { false, true }) {
			Process process = start(environment);
			try (BufferedReader output = process.inputReader()) {
				output.lines().limit(lines).count();
				end(process, killed);
				assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			}
		}
		Process next = start(environment);
		try (BufferedReader output = next.inputReader()) {
			assertThat(port(output)).hasToString(port);
		}
		finally {
			next.destroyForcibly();
		}
	}

	private static void end(Process process, boolean killed) {
		if (killed) {
			process.destroyForcibly();
		}
		else {
			process.destroy();
		}
	}

	private static String freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0)) {
			return String.valueOf(free.getLocalPort());
		}
	}

	private static int port(BufferedReader output) throws IOException {
		List<String> seen = new ArrayList<>();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			seen.add(line);
			Matcher listens = LISTENS.matcher(line);
			if (listens.find()) {
				return Integer.parseInt(listens.group(1));
			}
		}
		throw new AssertionError("The application ended: " + seen);
	}

	/** As the starter has it: without Micrometer and Actuator. */
	private static String classPath() {
		String[] whole = System.getProperty("java.class.path").split(File.pathSeparator);
		List<String> needed = Stream.of(whole).filter((entry) -> !OPTIONAL.matcher(entry).find()).toList();
		assertThat(needed).hasSizeBetween(2, whole.length - 1);
		return String.join(File.pathSeparator, needed);
	}

	private static Process start(Map<String, String> environment) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				"-Dlogging.level.dev.leat=info", Application.class.getName());
		builder.environment().putAll(environment);
		return builder.redirectErrorStream(true).start();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
			System.out.println("main has returned");
		}

		@Bean
		ConnectionHandler keyValue() {
			return (connection, data) -> connection.write(data);
		}

	}

}
