package dev.leat.reactor;

import java.util.function.Consumer;

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
	};

	/** Starts a server over it. */
	abstract World open(Consumer<ServerConfig.Builder> config, HandlerFactory factory);

}
