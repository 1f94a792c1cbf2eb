package dev.leat.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real HAProxy in front of a server, which passes bytes through.
 */
record Haproxy(Process process, int port, Path config) implements AutoCloseable {

	/**
	 * Starts it.
	 * @param server the port behind it
	 * @param options of the server's line, {@code send-proxy} say
	 */
	static Haproxy before(int server, String options) throws Exception {
		String program = Installed.program("haproxy");
		int port = freePort();
		Path config = Files.createTempFile("haproxy", ".cfg");
		Files.writeString(config, """
				defaults
				  mode tcp
				  timeout connect 5s
				  timeout client 30s
				  timeout server 30s
				frontend in
				  bind 127.0.0.1:%s
				  unique-id-format id-%%rt
				  default_backend out
				backend out
				  server leat 127.0.0.1:%s %s
				""".formatted(port, server, options));
		Process process = new ProcessBuilder(program, "-db", "-q", "-f", config.toString()).inheritIO().start();
		Haproxy haproxy = new Haproxy(process, port, config);
		Until.holds(haproxy::listens);
		return haproxy;
	}

	/** HAProxy cannot be asked for any free port, and told which it was. */
	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private boolean listens() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("HAProxy has ended");
		}
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() throws Exception {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
		Files.delete(this.config);
	}

}
