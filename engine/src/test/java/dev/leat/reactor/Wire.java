package dev.leat.reactor;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import dev.leat.tls.Contexts;

/**
 * What may lie below a connection. A contract test runs over each.
 */
enum Wire {

	/** A network in memory, stepped by the test. */
	SIMULATED {
		@Override
		World open(Consumer<ServerConfig.Builder> config, HandlerFactory factory) {
			return new SimulatedWorld(config, factory);
		}
	},

	/** Sockets of the system's, and loops with threads of their own. */
	PLAIN {
		@Override
		World open(Consumer<ServerConfig.Builder> config, HandlerFactory factory) {
			return new SocketWorld(config, factory, (socket) -> socket);
		}
	},

	/** TLS on top of those. */
	TLS {
		@Override
		World open(Consumer<ServerConfig.Builder> config, HandlerFactory factory) {
			TlsConfig tls = TlsConfig.builder(Contexts.server()).build();
			return new SocketWorld(config.andThen((server) -> server.tls(tls)), factory, Wire::shake);
		}
	};

	private static Socket shake(Socket socket) throws IOException {
		SSLSocketFactory sockets = Contexts.client().getSocketFactory();
		SSLSocket secure = (SSLSocket) sockets.createSocket(socket, "localhost", socket.getPort(), true);
		secure.startHandshake();
		return secure;
	}

	/** Starts a server over it. */
	abstract World open(Consumer<ServerConfig.Builder> config, HandlerFactory factory);

}
