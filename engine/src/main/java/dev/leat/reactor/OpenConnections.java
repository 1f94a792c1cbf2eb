package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
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
		ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
		Set<EventLoop> loops = new HashSet<>();
		for (NioConnection connection : this.byId.values()) {
			loops.add(connection.loop());
		}
		for (EventLoop loop : loops) {
			if (loop.inLoop()) {
				writeOn(loop, copy.duplicate());
			}
			else {
				loop.run(() -> {
					writeOn(loop, copy.duplicate());
					loop.batch().flush();
				});
			}
		}
	}

	private void writeOn(EventLoop loop, ByteBuffer bytes) {
		for (NioConnection connection : this.byId.values()) {
			if (connection.loop() == loop) {
				connection.tryWrite(bytes.rewind(), null);
			}
		}
	}

}
