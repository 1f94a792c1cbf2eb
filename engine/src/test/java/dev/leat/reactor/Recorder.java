package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A handler that notes what it is told, in order, and does what the test gives it to do.
 * One for each connection, or for all.
 */
class Recorder implements ConnectionHandler {

	/** Names of callbacks, in order; runs of {@code data} are one. */
	final List<String> events = new CopyOnWriteArrayList<>();

	final ByteArrayOutputStream input = new ByteArrayOutputStream();

	final CompletableFuture<Connection> opened = new CompletableFuture<>();

	final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

	volatile @Nullable Throwable cause;

	private void note(String event) {
		this.events.add(event);
	}

	@Override
	public void onOpen(Connection connection) throws Exception {
		note("open");
		this.opened.complete(connection);
	}

	@Override
	public void onData(Connection connection, ByteBuffer data) throws Exception {
		if (this.events.isEmpty() || !this.events.get(this.events.size() - 1).equals("data")) {
			note("data");
		}
		byte[] bytes = new byte[data.remaining()];
		data.get(bytes);
		this.input.writeBytes(bytes);
	}

	@Override
	public void onWriteComplete(Connection connection) throws Exception {
		note("write-complete");
	}

	@Override
	public void onWritable(Connection connection) throws Exception {
		note("writable");
	}

	@Override
	public void onInputEnd(Connection connection) throws Exception {
		note("input-end");
		connection.close();
	}

	@Override
	public boolean onIdle(Connection connection) throws Exception {
		note("idle");
		return false;
	}

	@Override
	public void onDrain(Connection connection, Duration remaining) throws Exception {
		note("drain");
		connection.close();
	}

	@Override
	public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
		note("close " + reason);
		this.cause = cause;
		this.closed.complete(reason);
	}

	String text() {
		return this.input.toString(StandardCharsets.UTF_8);
	}

	/** Waits for the end. */
	CloseReason awaitClosed() throws Exception {
		return this.closed.get(30, TimeUnit.SECONDS);
	}

	/** Waits for the beginning. */
	Connection awaitOpened() throws Exception {
		return this.opened.get(30, TimeUnit.SECONDS);
	}

}
