package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Calls a {@link StreamHandler} for each connection of a server, on a thread of its own.
 * The connection is split from its opening to its end.
 */
final class StreamCalls implements HandlerFactory, ConnectionHandler {

	private final StreamHandler handler;

	private final Executor executor;

	StreamCalls(StreamHandler handler, Executor executor) {
		this.handler = handler;
		this.executor = executor;
	}

	@Override
	public ConnectionHandler create(Connection connection) {
		return this;
	}

	@Override
	public void onOpen(Connection connection) {
		NioConnection own = (NioConnection) connection;
		Split split = own.life().split();
		this.executor.execute(() -> call(own, split));
	}

	/** On the thread of the call. */
	private void call(NioConnection connection, Split split) {
		try {
			this.handler.handle(connection, new ReadHandle(split.in()), new WriteHandle(split.out()));
		}
		catch (Throwable failure) {
			connection.ask((same) -> split.threw(failure));
		}
		finally {
			// in this order, so that the connection closes with its FIN, not after the
			// peer's
			split.in().close();
			split.out().close();
		}
	}

	/** Never called: the connection is split. */
	@Override
	public void onData(Connection connection, ByteBuffer data) {
		throw new IllegalStateException(connection + " is not split");
	}

	@Override
	public void onDrain(Connection connection, Duration remaining) {
		Objects.requireNonNull(((NioConnection) connection).life().halves()).in().finish();
	}

}
