package dev.leat.reactor;

import java.io.File;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.leat.reactor.CrowdedServer.Figures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A server in a process of 128 descriptors, and 300 clients.
 */
@Tag("slow")
class DescriptorLimitTests {

	private static final int CLIENTS = 300;

	/** Those who wait to the end. */
	private static final int LAST = 20;

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
		isCrowded(start(System.getProperty("java.class.path"), ""));
	}

	@Test
	@DisplayName("FA4 it is the same if the crowd is the first that the server ever sees: no class is missing, nothing dies")
	void outOfDescriptorsAtFirst(@TempDir Path folder) throws Exception {
		isCrowded(start(Jars.classPath(folder), "cold"));
	}

	private void isCrowded(ChildServer started) throws Exception {
		try (ChildServer child = started) {
			connect(child.port());
			Until.holds(() -> ask(child).errors() > 0);
			int live = ask(child).connections();
			assertThat(live).isBetween(20, 127);
			serves(0, live / 2);
			waitsQuietly(child);
			serves(0, live / 2);
			long errors = ask(child).errors();
			leave(CLIENTS - LAST);
			int served = served();
			Until.holds(() -> ask(child).accepting() && ask(child).connections() == served);
			assertThat(LAST - served).as("turned away").isLessThanOrEqualTo((int) (ask(child).errors() - errors));
		}
	}

	private void connect(int port) throws IOException {
		for (int i = 0; i < CLIENTS; i++) {
			this.clients.add(Client.to(port, 0));
		}
	}

	/** Two more tries to accept pass, with few turns and one line a second. */
	private static void waitsQuietly(ChildServer child) throws Exception {
		Figures before = ask(child);
		long begun = System.nanoTime();
		Until.holds(() -> ask(child).errors() >= before.errors() + 2);
		Figures after = ask(child);
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

	/**
	 * How many of the last are served. Until those who have left are gone there may be no
	 * descriptor again, and then the next in the queue is turned away.
	 */
	private int served() throws IOException {
		int count = 0;
		for (Client client : this.clients.subList(CLIENTS - LAST, CLIENTS)) {
			try {
				count += client.echo("served").equals("served") ? 1 : 0;
			}
			catch (SocketException ex) {
				client.close();
			}
		}
		return count;
	}

	/** The first clients leave, those that were never accepted among them. */
	private void leave(int count) throws IOException {
		for (Client client : this.clients.subList(0, count)) {
			client.close();
		}
	}

	private static ChildServer start(String classPath, String argument) throws IOException {
		assumeThat(Stream.of("/usr/bin/prlimit", "/bin/prlimit").map(File::new)).as("prlimit is installed")
			.anyMatch(File::canExecute);
		return ChildServer.start(List.of("prlimit", "--nofile=128:128"), List.of(), classPath, CrowdedServer.class,
				argument);
	}

	private static Figures ask(ChildServer child) throws IOException {
		return Figures.parse(child.ask());
	}

}
