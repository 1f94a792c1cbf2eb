package dev.leat.autoconfigure;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

import dev.leat.reactor.LeatServer;

import org.springframework.util.function.SingletonSupplier;

/**
 * The servers of this application context: one for each handler bean that is opened, and
 * each {@link LeatServer} bean. The servers are built when they are first asked for,
 * which is once all singletons exist; a handler may inject this bean, but not ask it
 * before it is itself ready. The set of servers never changes then, they are started and
 * stopped with the context. Any thread.
 */
public final class LeatServers implements Iterable<LeatServer> {

	private final Supplier<List<LeatServer>> servers;

	/** Under the lock of the supplier, which lets its own thread in again. */
	private boolean building;

	LeatServers(Supplier<List<LeatServer>> builder) {
		this.servers = SingletonSupplier.of(() -> buildWith(builder));
	}

	private List<LeatServer> buildWith(Supplier<List<LeatServer>> builder) {
		if (this.building) {
			throw new SetupFailure(
					"The servers are asked for while they are being built: a bean that they need asks for them "
							+ "while it is itself being made.",
					"Let handlers, customizers and listeners, and what they inject, ask LeatServers later, in a "
							+ "callback for example.");
		}
		this.building = true;
		try {
			return builder.get();
		}
		finally {
			this.building = false;
		}
	}

	/**
	 * The server of a name.
	 * @param name the name of the handler bean, or of the server in the properties; case,
	 * dashes and underscores do not matter
	 * @return the server, whether or not it runs
	 * @throws NoSuchElementException if there is none; the message says which there are
	 */
	public LeatServer get(String name) {
		String wanted = ServerName.uniform(name);
		for (LeatServer server : this) {
			if (ServerName.uniform(server.name()).equals(wanted)) {
				return server;
			}
		}
		throw new NoSuchElementException(
				"No server is called '" + name + "', there are " + all().stream().map(LeatServer::name).toList());
	}

	/**
	 * All servers.
	 * @return those of handler beans in the order of the beans, then those that are beans
	 */
	@Override
	public Iterator<LeatServer> iterator() {
		return all().iterator();
	}

	List<LeatServer> all() {
		return this.servers.get();
	}

}
