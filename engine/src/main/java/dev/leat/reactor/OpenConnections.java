package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * The open connections of a server, by number.
 */
final class OpenConnections implements ConnectionGroup, ToLongFunction<NioConnection> {

	private final IdTable<NioConnection> table = new IdTable<>(this);

	void add(NioConnection connection) {
		this.table.add(connection);
	}

	void remove(NioConnection connection) {
		this.table.remove(connection.id());
	}

	/**
	 * The number that the table finds a connection by. Asked of this object, since a
	 * method reference would be one class more to make before the first answer.
	 */
	@Override
	public long applyAsLong(NioConnection connection) {
		return connection.id();
	}

	/** All that are open now. */
	List<NioConnection> all() {
		return this.table.all();
	}

	@Override
	public int size() {
		return this.table.size();
	}

	@Override
	public @Nullable Connection find(long id) {
		return this.table.find(id);
	}

	@Override
	public boolean close(long id) {
		NioConnection connection = this.table.find(id);
		if (connection == null || !connection.isOpen()) {
			return false;
		}
		connection.ask((mine) -> mine.closing().close(CloseReason.OPERATOR, null));
		return true;
	}

	@Override
	public Map<String, CompletableFuture<List<ConnectionInfo>>> inspect(Predicate<? super Connection> which) {
		Map<EventLoop, Inspection> inspections = new LinkedHashMap<>();
		for (NioConnection connection : all()) {
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
		all().forEach(action);
	}

	@Override
	public void write(ByteBuffer bytes) {
		byte[] shared = new byte[bytes.remaining()];
		bytes.get(shared);
		Map<EventLoop, Broadcast> broadcasts = new HashMap<>();
		Function<EventLoop, Broadcast> begun = (loop) -> new Broadcast(loop, shared);
		for (NioConnection connection : all()) {
			EventLoop loop = connection.loop();
			if (!loop.inLoop() && connection.isOpen() && connection.output().reserve(shared.length)) {
				broadcasts.computeIfAbsent(loop, begun).add(connection);
			}
			else {
				Writes.tryWrite(connection, ByteBuffer.wrap(shared), null);
			}
		}
		broadcasts.values().forEach(Broadcast::send);
	}

}
