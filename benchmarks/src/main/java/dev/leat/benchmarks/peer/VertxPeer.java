package dev.leat.benchmarks.peer;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;

/**
 * Vert.x with callbacks, as it comes, on one event loop.
 */
final class VertxPeer {

	private VertxPeer() {
	}

	static Peer start(Workload workload) throws Exception {
		if (workload == Workload.TLS) {
			throw CannotRunException.unknown("vertx", workload);
		}
		Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
		NetServer server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0))
			.connectHandler((workload == Workload.FRAMED) ? VertxPeer::frames : VertxPeer::echo);
		server.listen().toCompletionStage().toCompletableFuture().get();
		return new RunningPeer(server.actualPort(),
				() -> vertx.close().toCompletionStage().toCompletableFuture().get());
	}

	private static void echo(NetSocket socket) {
		socket.handler(socket::write);
	}

	private static void frames(NetSocket socket) {
		RecordParser parser = RecordParser.newFixed(Workload.LENGTH);
		parser.setOutput(new Frame(socket, parser));
		socket.handler(parser);
	}

	/** Gets length and payload in turn. */
	private static final class Frame implements Handler<Buffer> {

		private final NetSocket socket;

		private final RecordParser parser;

		private int length = -1;

		Frame(NetSocket socket, RecordParser parser) {
			this.socket = socket;
			this.parser = parser;
		}

		@Override
		public void handle(Buffer part) {
			if (this.length >= 0) {
				answer(part);
			}
			else {
				this.length = part.getInt(0);
				this.parser.fixedSizeMode(this.length);
			}
		}

		private void answer(Buffer payload) {
			this.socket
				.write(Buffer.buffer(Workload.LENGTH + this.length).appendInt(this.length).appendBuffer(payload));
			this.length = -1;
			this.parser.fixedSizeMode(Workload.LENGTH);
		}

	}

}
