package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The open connections of a server, by number.
 */
final class OpenConnections implements ConnectionGroup {

	private final ConcurrentHashMap<Long, NioConnection> byId = new ConcurrentHashMap<>();

	void add(NioConnection connection) {
		this.byId.put(connection.id(), connection);
	}

	void remove(NioConnection connection) {
		this.byId.remove(connection.id());
	}

	Iterable<NioConnection> all() {
		return this.byId.values();
	}

	@Override
	public int size() {
		return this.byId.size();
	}

	@Override
	public @Nullable Connection find(long id) {
		return this.byId.get(id);
	}

	@Override
	public void forEach(Consumer<? super Connection> action) {
		this.byId.values().forEach(action);
	}

	@Override
	public void write(ByteBuffer bytes) {
		byte[] shared = new byte[bytes.remaining()];
		bytes.get(shared);
		this.byId.values().forEach((connection) -> write(connection, shared));
	}

	/**
	 * In the order of the calling thread, and counted before the bytes are on the way.
	 */
	private static void write(NioConnection connection, byte[] shared) {
		if (!connection.loop().inLoop() && connection.isOpen() && connection.output().reserve(shared.length)) {
			connection.ask((member) -> member.output().writeReserved(ByteBuffer.wrap(shared), null));
		}
		else {
			connection.tryWrite(ByteBuffer.wrap(shared), null);
		}
	}

}
