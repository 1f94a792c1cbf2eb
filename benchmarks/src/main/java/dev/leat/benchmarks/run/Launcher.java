package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Starts peers.
 */
final class Launcher {

	private static final Pattern SAMPLE_LISTENS = Pattern.compile("Server 'keyvalue' listens on .* port (\\d+),");

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private final Path root;

	private final NativePrograms programs;

	Launcher(Path root, NativePrograms programs) {
		this.root = root;
		this.programs = programs;
	}

	/**
	 * Starts a peer for a case, on a core of its own.
	 * @param name the peer's
	 * @param work what it will do
	 * @return listening
	 * @throws NotRunException if it cannot be run here
	 */
	ServerProcess start(String name, Case work) {
		Peer peer = Peer.named(name);
		if (Runtime.version().feature() < peer.leastJdk()) {
			throw new NotRunException("needs Java " + peer.leastJdk());
		}
		return switch (peer.runtime()) {
			case C -> start(List.of(this.programs.server().toString(), work.workload()));
			case JAVA -> start(java(peer, "-cp", ClassPath.of(peer.name(), System.getProperty("java.class.path")),
					"dev.leat.benchmarks.peer.Peers", peer.name(), work.workload()));
			case SAMPLE -> startSample(peer);
			case REDIS -> startRedis();
		};
	}

	private ServerProcess start(List<String> command) {
		return ServerProcess.start(command, this.root, ServerProcess.Ready::read);
	}

	private ServerProcess startSample(Peer peer) {
		Path jar = this.root.resolve("sample-app/target/sample-app.jar");
		if (!Commands.present("redis-benchmark")) {
			throw new NotRunException("redis-benchmark is not installed (Debian: redis-tools)");
		}
		if (!Files.exists(jar)) {
			throw new NotRunException("the sample is not built (mvn -DskipTests package)");
		}
		List<String> command = java(peer, "-jar", jar.toString(), "--server.port=0", "--leat.event-loops.threads=1",
				"--leat.servers.keyvalue.port=0", "--leat.servers.echo.port=0", "--leat.servers.chat.port=0",
				"--leat.servers.guess.port=0", "--leat.servers.echo-tls.port=0", "--leat.servers.gateway.port=0");
		return ServerProcess.start(command, this.root, Launcher::sampleReady);
	}

	private ServerProcess startRedis() {
		if (!Commands.present("redis-server") || !Commands.present("redis-benchmark")) {
			throw new NotRunException("redis-server or redis-benchmark is not installed (Debian: redis)");
		}
		int port = freePort();
		List<String> command = List.of("redis-server", "--port", "" + port, "--save", "", "--appendonly", "no",
				"--bind", "127.0.0.1");
		return ServerProcess.start(command, this.root, (line) -> redisReady(line, port));
	}

	private static List<String> java(Peer peer, String... arguments) {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(peer.options());
		command.addAll(List.of(arguments));
		return command;
	}

	private static ServerProcess.@Nullable Ready sampleReady(String line) {
		Matcher matcher = SAMPLE_LISTENS.matcher(line);
		return matcher.find() ? new ServerProcess.Ready(Integer.parseInt(matcher.group(1)), null) : null;
	}

	private static ServerProcess.@Nullable Ready redisReady(String line, int port) {
		return line.contains("Ready to accept connections") ? new ServerProcess.Ready(port, null) : null;
	}

	/** Redis does not find one for itself. */
	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
