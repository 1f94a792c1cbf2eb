package dev.leat.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;

/**
 * The main class of a child process that has few descriptors: an echo server that tells
 * its port, and then its figures for each line on its standard input, until that ends.
 * With the argument {@code cold} it has never done anything when the crowd comes.
 */
final class CrowdedServer {

	private CrowdedServer() {
	}

	public static void main(String[] arguments) throws IOException {
		EventLoopGroup group = EventLoopGroup.builder().threads(1).maxConnections(1000).build();
		LeatServer server = Servers.server("crowded", group, (config) -> config.maxConnections(1000),
				(connection) -> Servers.ECHO);
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN);
				BufferedReader lines = new BufferedReader(
						new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			server.start();
			if (!arguments[0].equals("cold")) {
				warmUp(server);
				figures(server.stats(), group, logs).line();
			}
			System.out.println(Objects.requireNonNull(server.localAddress()).getPort());
			while (lines.readLine() != null) {
				System.out.println(figures(server.stats(), group, logs).line());
			}
		}
		finally {
			server.stop();
		}
	}

	/**
	 * Serves one client, as any server has before a crowd comes. Classes are read from
	 * folders here, for which descriptors have to be left.
	 */
	private static void warmUp(LeatServer server) throws IOException {
		try (Client client = Client.to(server)) {
			client.echo("warm");
		}
	}

	private static Figures figures(ServerStats stats, EventLoopGroup group, Logs logs) {
		return new Figures(stats.connections(), errors(stats), stats.accepting(),
				group.loopStats().stream().mapToLong(LoopStats::iterations).sum(), logs.lines().size());
	}

	private static long errors(ServerStats stats) {
		return Stream.of(AcceptError.values())
			.filter((kind) -> kind != AcceptError.ABORTED)
			.mapToLong(stats::acceptErrors)
			.sum();
	}

	/**
	 * What the child tells, as one line.
	 */
	record Figures(int connections, long errors, boolean accepting, long turns, int lines) {

		static Figures parse(String line) {
			String[] words = line.split(" ");
			return new Figures(Integer.parseInt(words[0]), Long.parseLong(words[1]), Boolean.parseBoolean(words[2]),
					Long.parseLong(words[3]), Integer.parseInt(words[4]));
		}

		String line() {
			return this.connections + " " + this.errors + " " + this.accepting + " " + this.turns + " " + this.lines;
		}

	}

}
