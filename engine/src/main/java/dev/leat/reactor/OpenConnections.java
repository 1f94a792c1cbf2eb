package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
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
		Map<EventLoop, Broadcast> broadcasts = new HashMap<>();
		for (NioConnection connection : this.byId.values()) {
			EventLoop loop = connection.loop();
			if (!loop.inLoop() && connection.isOpen() && connection.output().reserve(shared.length)) {
				broadcasts.computeIfAbsent(loop, (target) -> new Broadcast(target, shared)).add(connection);
			}
			else {
				connection.writes().tryWrite(ByteBuffer.wrap(shared), null);
			}
		}
		broadcasts.values().forEach(Broadcast::send);
	}

}
