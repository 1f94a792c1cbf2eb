package dev.leat.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import com.sun.management.ThreadMXBean;

/**
 * The main class of a child process that echoes, with all defaults or, with the argument
 * {@code bare}, with everything off that can be. It tells how many bytes the thread of
 * its loop has allocated.
 */
final class EchoingServer {

	private EchoingServer() {
	}

	public static void main(String[] arguments) throws IOException {
		boolean bare = arguments[0].equals("bare");
		EventLoopGroup group = (bare ? EventLoopGroup.builder().blockedWarning(Duration.ZERO)
				: EventLoopGroup.builder())
			.threads(1)
			.build();
		LeatServer server = Servers.server("echoing", group, bare ? EchoingServer::allOff : (config) -> {
		}, (connection) -> Servers.ECHO);
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			server.start();
			System.out.println(Objects.requireNonNull(server.localAddress()).getPort());
			while (lines.readLine() != null) {
				System.out.println(allocated());
			}
		}
		finally {
			server.stop();
		}
	}

	private static void allOff(ServerConfig.Builder config) {
		config.idleTimeout(Duration.ZERO)
			.readIdleTimeout(Duration.ZERO)
			.firstByteTimeout(Duration.ZERO)
			.writeTimeout(Duration.ZERO)
			.halfCloseTimeout(Duration.ZERO)
			.maxAge(Duration.ZERO);
	}

	private static long allocated() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		for (long id : threads.getAllThreadIds()) {
			var info = threads.getThreadInfo(id);
			if (info != null && info.getThreadName().endsWith("-loop-0")) {
				return threads.getThreadAllocatedBytes(id);
			}
		}
		throw new IllegalStateException("There is no loop");
	}

}
