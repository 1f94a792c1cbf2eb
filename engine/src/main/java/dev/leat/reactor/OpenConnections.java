package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
	public boolean close(long id) {
		NioConnection connection = this.byId.get(id);
		if (connection == null || !connection.isOpen()) {
			return false;
		}
		connection.inbox().ask((mine) -> mine.closing().close(CloseReason.OPERATOR, null));
		return true;
	}

	@Override
	public Map<String, CompletableFuture<List<ConnectionInfo>>> inspect(Predicate<? super Connection> which) {
		Map<EventLoop, Inspection> inspections = new LinkedHashMap<>();
		for (NioConnection connection : this.byId.values()) {
			if (which.test(connection)) {
				inspections.computeIfAbsent(connection.loop(), Inspection::new).add(connection);
			}
		}
		Map<String, CompletableFuture<List<ConnectionInfo>>> answers = new TreeMap<>();
		inspections.forEach((loop, inspection) -> answers.put(loop.counters().name(), inspection.begin()));
		return answers;
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
