package dev.leat.codec;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.Answer;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionInfo;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.ProxyInfo;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.Halves;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.Timeout;
import dev.leat.reactor.TlsInfo;
import dev.leat.reactor.WriteListener;

/**
 * A connection without a socket: the test receives bytes for it, it keeps what the
 * handler leaves and records what it writes.
 */
final class FakeConnection implements Connection {

	private final List<byte[]> writes = new ArrayList<>();

	private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

	private @Nullable ConnectionHandler handler;

	private byte[] left = new byte[0];

	private boolean paused;

	private @Nullable Object attachment;

	/**
	 * Makes and opens the handler.
	 */
	FakeConnection open(HandlerFactory factory) throws Exception {
		this.handler = factory.create(this);
		this.handler.onOpen(this);
		return this;
	}

	ConnectionHandler handler() {
		return Objects.requireNonNull(this.handler);
	}

	/**
	 * Delivers bytes as the engine does, through a new read-only direct view each time.
	 */
	void receive(byte... bytes) throws Exception {
		ByteBuffer all = ByteBuffer.allocateDirect(this.left.length + bytes.length).put(this.left).put(bytes).flip();
		ByteBuffer view = all.asReadOnlyBuffer();
		try {
			if (!this.paused && isOpen()) {
				handler().onData(this, view);
			}
		}
		finally {
			this.left = new byte[view.remaining()];
			view.get(this.left);
		}
	}

	void receive(String text) throws Exception {
		receive(text.getBytes(StandardCharsets.UTF_8));
	}

	void endInput() throws Exception {
		handler().onInputEnd(this);
	}

	/**
	 * What was written, one entry for each call of write.
	 */
	List<String> writes() {
		return this.writes.stream().map((bytes) -> new String(bytes, StandardCharsets.UTF_8)).toList();
	}

	/**
	 * All bytes written, in one piece.
	 */
	byte[] written() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		this.writes.forEach(all::writeBytes);
		return all.toByteArray();
	}

	int leftBytes() {
		return this.left.length;
	}

	@Override
	public long id() {
		return 1;
	}

	@Override
	public String server() {
		return "fake";
	}

	@Override
	public ServerConfig config() {
		return ServerConfig.builder().build();
	}

	@Override
	public void transfer(ByteBuffer bytes, WriteListener done) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void transfer(FileChannel file, long position, long count, WriteListener done) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Answer defer(int limit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ConnectionInfo info() {
		throw new UnsupportedOperationException();
	}

	@Override
	public SocketAddress remoteAddress() {
		return new InetSocketAddress(1);
	}

	@Override
	public SocketAddress localAddress() {
		return new InetSocketAddress(2);
	}

	@Override
	public @Nullable ProxyInfo proxy() {
		throw new UnsupportedOperationException();
	}

	@Override
	public @Nullable TlsInfo tls() {
		return null;
	}

	@Override
	public boolean isOpen() {
		return !this.closed.isDone();
	}

	@Override
	public CompletionStage<CloseReason> closed() {
		return this.closed;
	}

	@Override
	public void write(ByteBuffer bytes) {
		byte[] copy = new byte[bytes.remaining()];
		bytes.get(copy);
		this.writes.add(copy);
	}

	@Override
	public void write(ByteBuffer bytes, @Nullable WriteListener done) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Long> writeAsync(ByteBuffer bytes) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean isWritable() {
		return true;
	}

	@Override
	public long pendingWriteBytes() {
		return 0;
	}

	@Override
	public void pauseReading() {
		this.paused = true;
	}

	@Override
	public void resumeReading() {
		this.paused = false;
	}

	@Override
	public void yieldReading() {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean isReadingPaused() {
		return this.paused;
	}

	@Override
	public void shutdownOutput() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
		close(CloseReason.LOCAL);
	}

	@Override
	public void close(CloseReason reason) {
		this.closed.complete(reason);
	}

	@Override
	public void abort() {
		close();
	}

	@Override
	public void execute(Runnable task) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Timeout schedule(Duration delay, Runnable task) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Timeout scheduleAtFixedRate(Duration delay, Duration period, Runnable task) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void idleTimeout(Duration timeout) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void label(String label) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ByteBuffer unconsumed() {
		return ByteBuffer.wrap(this.left).asReadOnlyBuffer();
	}

	@Override
	public Halves split() {
		throw new UnsupportedOperationException("There is no loop to wait for");
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T attachment() {
		return (T) this.attachment;
	}

	@Override
	public void attach(@Nullable Object value) {
		this.attachment = value;
	}

}
