package dev.leat.reactor;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.leat.reactor.CrowdedServer.Figures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A server in a process of 128 descriptors, and 300 clients.
 */
@Tag("slow")
class DescriptorLimitTests {

	private static final int CLIENTS = 300;

	private final List<Client> clients = new ArrayList<>();

	@AfterEach
	void closeClients() throws IOException {
		for (Client client : this.clients) {
			client.close();
		}
	}

	@Test
	@DisplayName("S2-5 S2-14 A10 A11 FA1 out of descriptors nothing spins or floods, live clients are served, and it comes back")
	void outOfDescriptors() throws Exception {
		try (Child child = Child.start()) {
			connect(child.port());
			Until.holds(() -> child.ask().errors() > 0);
			int live = child.ask().connections();
			assertThat(live).isBetween(20, 127);
			serves(0, live / 2);
			waitsQuietly(child);
			serves(0, live / 2);
			leave(CLIENTS - 20);
			serves(CLIENTS - 20, CLIENTS);
			Until.holds(() -> child.ask().accepting() && child.ask().connections() == 20);
		}
	}

	private void connect(int port) throws IOException {
		for (int i = 0; i < CLIENTS; i++) {
			this.clients.add(Client.to(port, 0));
		}
	}

	/** Two more tries to accept pass, with few turns and one line a second. */
	private static void waitsQuietly(Child child) throws Exception {
		Figures before = child.ask();
		long begun = System.nanoTime();
		Until.holds(() -> child.ask().errors() >= before.errors() + 2);
		Figures after = child.ask();
		Duration passed = Duration.ofNanos(System.nanoTime() - begun);
		assertThat(after.turns() - before.turns()).as("turns of all loops").isLessThan(30);
		assertThat(after.errors() - before.errors()).as("tries").isLessThan(10);
		assertThat(after.lines() - before.lines()).as("lines logged in %s", passed)
			.isLessThanOrEqualTo((int) passed.toSeconds() + 1);
	}

	private void serves(int from, int to) throws IOException {
		for (Client client : this.clients.subList(from, to)) {
			assertThat(client.echo("served")).isEqualTo("served");
		}
	}

	/** The first clients leave, those that were never accepted among them. */
	private void leave(int count) throws IOException {
		for (Client client : this.clients.subList(0, count)) {
			client.close();
		}
	}

	/** The other process. */
	private record Child(Process process, BufferedReader answers, Writer questions, int port) implements AutoCloseable {

		static Child start() throws IOException {
			assumeThat(Stream.of("/usr/bin/prlimit", "/bin/prlimit").map(File::new)).as("prlimit is installed")
				.anyMatch(File::canExecute);
			Process process = new ProcessBuilder("prlimit", "--nofile=128:128",
					System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path"),
					CrowdedServer.class.getName())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			BufferedReader answers = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
			Figures.parse(Objects.requireNonNull(answers.readLine(), "The child did not start"));
			int port = Integer.parseInt(Objects.requireNonNull(answers.readLine(), "The child did not start"));
			return new Child(process, answers, process.outputWriter(StandardCharsets.US_ASCII), port);
		}

		Figures ask() throws IOException {
			this.questions.write("figures\n");
			this.questions.flush();
			return Figures.parse(Objects.requireNonNull(this.answers.readLine(), "The child has ended"));
		}

		@Override
		public void close() throws IOException, InterruptedException {
			this.questions.close();
			try {
				assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).as("the child ends by itself").isTrue();
				assertThat(this.process.exitValue()).isZero();
			}
			finally {
				this.process.destroyForcibly();
			}
		}

	}

}
