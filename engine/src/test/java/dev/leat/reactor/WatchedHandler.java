package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handler of one connection, watched: its callbacks run on one thread, {@code onOpen}
 * first and {@code onClose} last, each once.
 */
final class WatchedHandler implements ConnectionHandler {

	private final ConnectionHandler handler;

	private final List<Callback> called = new CopyOnWriteArrayList<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	WatchedHandler(ConnectionHandler handler) {
		this.handler = handler;
	}

	private void note(Callback callback) {
		this.called.add(callback);
		if (!this.threads.contains(Thread.currentThread())) {
			this.threads.add(Thread.currentThread());
		}
	}

	/** To be asked when the connection has ended. */
	void assertEndedOnce() {
		if (!this.called.isEmpty()) {
			assertThat(this.called).startsWith(Callback.OPEN).endsWith(Callback.CLOSE);
			assertThat(this.called).containsOnlyOnce(Callback.OPEN, Callback.CLOSE);
			assertThat(this.threads).hasSize(1);
		}
	}

	@Override
	public void onOpen(Connection connection) throws Exception {
		note(Callback.OPEN);
		this.handler.onOpen(connection);
	}

	@Override
	public void onData(Connection connection, ByteBuffer data) throws Exception {
		note(Callback.DATA);
		this.handler.onData(connection, data);
	}

	@Override
	public void onWriteComplete(Connection connection) throws Exception {
		note(Callback.WRITE_COMPLETE);
		this.handler.onWriteComplete(connection);
	}

	@Override
	public void onWritable(Connection connection) throws Exception {
		note(Callback.WRITABLE);
		this.handler.onWritable(connection);
	}

	@Override
	public void onInputEnd(Connection connection) throws Exception {
		note(Callback.INPUT_END);
		this.handler.onInputEnd(connection);
	}

	@Override
	public boolean onIdle(Connection connection) throws Exception {
		note(Callback.IDLE);
		return this.handler.onIdle(connection);
	}

	@Override
	public void onDrain(Connection connection, Duration remaining) throws Exception {
		note(Callback.DRAIN);
		this.handler.onDrain(connection, remaining);
	}

	@Override
	public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
		note(Callback.CLOSE);
		this.handler.onClose(connection, reason, cause);
	}

}
