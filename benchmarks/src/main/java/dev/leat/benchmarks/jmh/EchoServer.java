package dev.leat.benchmarks.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;

/**
 * An echo server on one loop with one client, in this process.
 */
final class EchoServer implements AutoCloseable {

	private final CompletableFuture<Connection> connection = new CompletableFuture<>();

	private final EventLoopGroup loops = EventLoopGroup.builder().threads(0).maxPendingTasks(1 << 20).build();

	private final LeatServer server;

	private final SocketChannel client;

	private EchoServer() throws IOException {
		this.server = LeatServer.builder("echo")
			.loops(this.loops)
			.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).port(0).build())
			.handler(new Echo())
			.build();
		this.server.start();
		InetSocketAddress address = Objects.requireNonNull(this.server.localAddress());
		this.client = SocketChannel.open(address).setOption(StandardSocketOptions.TCP_NODELAY, true);
	}

	static EchoServer start() throws IOException {
		return new EchoServer();
	}

	/** The server's end of the connection. */
	Connection connection() throws ExecutionException, InterruptedException {
		return this.connection.get();
	}

	/** Sends a message and waits until as many bytes have come back. */
	void roundTrip(ByteBuffer message) throws IOException {
		message.clear();
		this.client.write(message);
		message.clear();
		while (message.hasRemaining()) {
			this.client.read(message);
		}
	}

	@Override
	public void close() throws IOException {
		this.client.close();
		this.server.stop();
		this.loops.close();
	}

	/** Echoes, and remembers the connection. */
	private final class Echo implements ConnectionHandler {

		@Override
		public void onOpen(Connection connection) {
			EchoServer.this.connection.complete(connection);
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			connection.write(data);
		}

	}

}
