package dev.leat.reactor;

import java.io.IOException;
import java.util.Objects;

/**
 * The main class of a child process: an echo server with next to nothing around it, which
 * nothing looks after, so that only its start and its clients load classes.
 */
final class StartingServer {

	private StartingServer() {
	}

	public static void main(String[] arguments) throws IOException {
		EventLoopGroup group = EventLoopGroup.builder().threads(0).watch((watchdog) -> {
		}).build();
		LeatServer server = LeatServer.builder("starting")
			.loops(group)
			.config(ServerConfig.builder().port(0).build())
			.handler((connection, data) -> connection.write(data))
			.build();
		server.start();
		System.out.println(Objects.requireNonNull(server.localAddress()).getPort());
		System.in.read();
		server.stop();
	}

}
