package dev.leat.reactor;

import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers on real sockets for tests: loopback, a free port, two loops unless told
 * otherwise.
 */
public final class Servers {

	/** Sends back what it gets. */
	public static final ConnectionHandler ECHO = Connection::write;

	private Servers() {
	}

	public static Running start(ConnectionHandler handler) {
		return start((config) -> {
		}, handler);
	}

	public static Running start(Consumer<ServerConfig.Builder> config, ConnectionHandler handler) {
		return start((loops) -> loops.threads(2), config, (connection) -> handler);
	}

	public static Running start(Consumer<EventLoopGroup.Builder> loops, Consumer<ServerConfig.Builder> config,
			HandlerFactory factory) {
		EventLoopGroup.Builder group = EventLoopGroup.builder().threads(2).poisonViews(true);
		loops.accept(group);
		EventLoopGroup built = group.build();
		LeatServer server = server("test", built, config, factory);
		server.start();
		return new Running(server, built);
	}

	/** A server that has not been started. */
	public static LeatServer server(String name, EventLoopGroup group, Consumer<ServerConfig.Builder> config,
			HandlerFactory factory) {
		ServerConfig.Builder settings = ServerConfig.builder().address(java.net.InetAddress.getLoopbackAddress());
		config.accept(settings);
		return LeatServer.builder(name).loops(group).config(settings.build()).handler(factory).build();
	}

	/** Fails if a connection that has ended still holds a buffer. */
	static void assertNothingLent(EventLoopGroup group) {
		assertThat(group.bufferStats().used()).as("bytes of buffers still lent").isZero();
		assertThat(group.bufferStats().leaked()).as("buffers that never came back").isZero();
	}

	/** A server that runs until it is closed. */
	public record Running(LeatServer server, EventLoopGroup loops) implements AutoCloseable {

		public Client client() throws java.io.IOException {
			return Client.to(this.server);
		}

		public ServerStats stats() {
			return this.server.stats();
		}

		/** Stops the server; no buffer may be lent any more. */
		@Override
		public void close() {
			this.server.stop();
			assertNothingLent(this.loops);
		}

	}

}
