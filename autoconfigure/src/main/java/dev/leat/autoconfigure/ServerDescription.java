package dev.leat.autoconfigure;

import java.net.InetSocketAddress;

import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.TlsConfig;

/**
 * Puts a listening server into one line of the log.
 */
final class ServerDescription {

	private final ServerOrigin origin;

	private final HandlerBeans handlers;

	private final StreamThreads threads;

	ServerDescription(ServerOrigin origin, HandlerBeans handlers, StreamThreads threads) {
		this.origin = origin;
		this.handlers = handlers;
		this.threads = threads;
	}

	String of(LeatServer server) {
		ServerConfig config = server.config();
		return "Server '%s' listens on %s, TLS %s, handler %s, max-connections %d, idle-timeout %s, write.max-pending %s"
			.formatted(server.name(), address(server), tls(server), handler(server), config.maxConnections(),
					Sizes.print(config.idleTimeout()), Sizes.print(config.writeMaxPending()));
	}

	private static String address(LeatServer server) {
		InetSocketAddress address = server.localAddress();
		if (address == null) {
			return "no port";
		}
		String host = address.getAddress().isAnyLocalAddress() ? "all addresses"
				: address.getAddress().getHostAddress();
		return host + " port " + address.getPort();
	}

	private static String tls(LeatServer server) {
		TlsConfig tls = server.config().tls();
		if (tls == null) {
			return "off";
		}
		return switch (tls.clientAuth()) {
			case NONE -> "on";
			case WANT -> "on with client certificates wanted";
			case NEED -> "on with client certificates needed";
		};
	}

	private String handler(LeatServer server) {
		String bean = this.origin.handler(server.name());
		if (bean == null) {
			return "of its own";
		}
		return this.handlers.isStreamHandler(bean) ? bean + " on " + this.threads.describe() : bean;
	}

}
