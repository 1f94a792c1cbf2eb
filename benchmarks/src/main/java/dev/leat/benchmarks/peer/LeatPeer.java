package dev.leat.benchmarks.peer;

import java.net.InetAddress;
import java.util.List;

import javax.net.ssl.SSLContext;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.TlsConfig;

/**
 * The engine alone. All that is Leat here runs with {@code threads(0)}: one thread
 * accepts and carries the connections.
 */
final class LeatPeer {

	/** Room for the largest frame and its length. */
	static final int MAX_FRAME = Workload.MAX_PAYLOAD + Workload.LENGTH;

	/** More than any case opens. */
	static final int MAX_CONNECTIONS = 12_000;

	private LeatPeer() {
	}

	static Peer start(Workload workload) throws Exception {
		return switch (workload) {
			case ECHO, CLOSE -> start(builder().handler(echo()));
			case FRAMED -> start(builder().handler(frames()));
			case TLS -> start(LeatServer.builder("echo").config(config().tls(tls()).build()).handler(echo()));
		};
	}

	static LeatServer.Builder builder() {
		return LeatServer.builder("echo").config(config().build());
	}

	private static ServerConfig.Builder config() {
		return ServerConfig.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.maxConnections(MAX_CONNECTIONS)
			.readMaxPending(2 * MAX_FRAME);
	}

	private static TlsConfig tls() throws Exception {
		SSLContext context = SSLContext.getInstance("TLSv1.3");
		context.init(TlsKeys.selfSigned().getKeyManagers(), null, null);
		return TlsConfig.builder(context).protocols(List.of("TLSv1.3")).build();
	}

	static Peer start(LeatServer.Builder builder) {
		EventLoopGroup loops = EventLoopGroup.builder().threads(0).maxConnections(MAX_CONNECTIONS).build();
		LeatServer server = builder.loops(loops).build();
		server.start();
		return new RunningPeer(Ports.of(server.localAddress()), () -> {
			server.stop();
			loops.close();
		});
	}

	private static ConnectionHandler echo() {
		return (connection, data) -> connection.write(data);
	}

	private static ConnectionHandler frames() {
		return (connection, data) -> {
			while (Frames.isNext(data)) {
				connection.write(Frames.next(data));
			}
		};
	}

}
