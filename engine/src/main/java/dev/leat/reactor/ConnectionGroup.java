package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The open connections of a server. Any thread may call its methods; what it sees of
 * connections that open or close meanwhile is weakly consistent.
 */
public interface ConnectionGroup {

	/**
	 * How many connections are open.
	 * @return the number
	 */
	int size();

	/**
	 * Finds a connection.
	 * @param id its {@link Connection#id()}
	 * @return the connection, or {@code null} if none with this number is open
	 */
	@Nullable Connection find(long id);

	/**
	 * Calls the action for each open connection, on the calling thread.
	 * @param action what to do
	 */
	void forEach(Consumer<? super Connection> action);

	/**
	 * Writes the same bytes to every open connection, from one copy. It is the same as a
	 * write to each: it keeps its place among the calling thread's other writes, and each
	 * connection's marks, cap and overflow policy hold. One that does not read loses its
	 * connection, not the others theirs; with {@link ServerConfig.WriteOverflow#FAIL} it
	 * misses these bytes.
	 * @param bytes from position to limit; its position moves to the limit, and the
	 * caller may reuse it at once
	 */
	void write(ByteBuffer bytes);

	/**
	 * Looks at open connections, each on its loop, a few in each turn. A loop that is
	 * held does not answer before it goes on, so who waits should do so for a limited
	 * time.
	 * @param which those to look at; asked on the calling thread
	 * @return by the name of the loop, for each that has such connections, what it finds;
	 * completes on the loop and never fails
	 */
	Map<String, CompletableFuture<List<ConnectionInfo>>> inspect(Predicate<? super Connection> which);

	/**
	 * Closes a connection as {@link Connection#close()} does, with
	 * {@link CloseReason#OPERATOR}.
	 * @param id its {@link Connection#id()}
	 * @return whether a connection with this number was open
	 */
	boolean close(long id);

}
