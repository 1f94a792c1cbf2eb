package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Straight-line handlers over real sockets: where they run, what their return and their
 * failures mean, and how they meet the end of the server.
 */
class StreamHandlerTests {

	private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

	private final List<Callback> failed = new CopyOnWriteArrayList<>();

	private final ServerListener listener = new ServerListener() {
		@Override
		public void closed(Connection connection, CloseReason reason, Throwable cause, Duration age) {
			StreamHandlerTests.this.closed.complete(reason);
		}

		@Override
		public void handlerFailed(Connection connection, Callback callback, Throwable failure) {
			StreamHandlerTests.this.failed.add(callback);
		}
	};

	private Servers.Running start(StreamHandler handler) {
		return Streams.start(2, (server) -> server.listener(this.listener), handler);
	}

	private CloseReason awaitClosed() throws Exception {
		return this.closed.get(30, TimeUnit.SECONDS);
	}

	@ParameterizedTest(name = "with {0} loops beside the acceptor")
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("S4-13 an echo in straight-line code serves many clients, on any number of loops")
	void echo(int threads) throws Exception {
		try (Servers.Running server = Streams.start(threads, (settings) -> {
		}, Streams.ECHO)) {
			List<Client> clients = new CopyOnWriteArrayList<>();
			for (int i = 0; i < 20; i++) {
				clients.add(server.client());
			}
			for (Client client : clients) {
				assertThat(client.echo("hello " + client.hashCode())).endsWith(String.valueOf(client.hashCode()));
			}
			for (Client client : clients) {
				client.fin();
				assertThat(client.readAll()).isEmpty();
				client.close();
			}
		}
	}

	@ParameterizedTest(name = "with {0} loops beside the acceptor")
	@ValueSource(ints = { 0, 1 })
	@DisplayName("S4-4 writes of any size, by the half and by the connection, keep the order of their thread")
	void order(int threads) throws Exception {
		int size = 32 * 1024 * 1024;
		try (Servers.Running server = Streams.start(threads, (settings) -> {
		}, (connection, in, out) -> writeCounted(connection, out, size)); Client client = server.client()) {
			ByteBuffer all = ByteBuffer.wrap(client.readAll());
			for (int i = 0; i < size / 4; i++) {
				if (all.getInt() != i) {
					throw new AssertionError("The int at " + i + " of " + size / 4 + " is not its own place");
				}
			}
			assertThat(all.hasRemaining()).isFalse();
		}
	}

	/** Writes 0, 1, 2 and so on, in pieces, and any way there is. */
	private static void writeCounted(Connection connection, WriteHalf out, int size) throws IOException {
		Random random = new Random(7);
		ByteBuffer piece = ByteBuffer.allocateDirect(100_000);
		for (int done = 0; done < size;) {
			int count = Math.min(size - done, 4 * (1 + random.nextInt(random.nextInt(8) == 0 ? 100 : 25_000)));
			for (piece.clear(); piece.position() < count; done += 4) {
				piece.putInt(done / 4);
			}
			if (random.nextInt(8) == 0 && connection.isWritable()) {
				connection.write(piece.flip());
			}
			else {
				out.write(piece.flip());
			}
		}
	}

	@Test
	@DisplayName("S4-12 an echo with large buffers of native memory brings all back, whatever comes at once")
	void largeEcho() throws Exception {
		byte[] much = new byte[16 * 1024 * 1024];
		new Random(1).nextBytes(much);
		try (Servers.Running server = start((connection, in, out) -> {
			ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
			while (in.read(buffer.clear()) >= 0) {
				out.write(buffer.flip());
			}
		}); Client client = server.client()) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, much));
			assertThat(client.read(much.length)).isEqualTo(much);
			sent.get(30, TimeUnit.SECONDS);
			assertThat(client.fin().readAll()).isEmpty();
			client.close();
			awaitClosed();
			assertThat(server.stats().bytesRead()).isEqualTo(much.length);
			assertThat(server.stats().bytesWrittenDirect() + server.stats().bytesWrittenQueued())
				.isEqualTo(much.length);
		}
	}

	private static void send(Client client, byte[] bytes) {
		try {
			client.send(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	@DisplayName("S4-8 returning sends what was written and closes")
	void returning() throws Exception {
		byte[] much = new byte[4 * 1024 * 1024];
		CompletableFuture<WriteHalf> kept = new CompletableFuture<>();
		try (Servers.Running server = start((connection, in, out) -> {
			kept.complete(out);
			out.write(ByteBuffer.wrap(much));
		}); Client client = server.client()) {
			assertThat(client.readAll()).hasSize(much.length);
			client.close();
			assertThat(awaitClosed()).isIn(CloseReason.LOCAL, CloseReason.PEER_CLOSED);
			assertThat(kept.join().isOpen()).isFalse();
			assertThat(this.failed).isEmpty();
		}
	}

	static List<Throwable> failures() {
		return List.of(new Exception("boom"), new IllegalStateException("boom"), new IOException("boom"),
				new Error("boom"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	@DisplayName("S4-10 S5-11 what a handler throws closes its connection with HANDLER_ERROR, and what it had written arrives")
	void throwing(Throwable failure) throws Exception {
		try (Servers.Running server = start((connection, in, out) -> {
			out.write(Streams.bytes("so far"));
			if (failure instanceof Error error) {
				throw error;
			}
			throw (Exception) failure;
		}); Client client = server.client()) {
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo("so far");
			client.close();
			assertThat(awaitClosed()).isEqualTo(CloseReason.HANDLER_ERROR);
			assertThat(this.failed).containsExactly(Callback.STREAM);
			assertThat(server.stats().handlerErrors(Callback.STREAM)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S4-10 a ConnectionException out of a handler closes with its own reason")
	void namedReason() throws Exception {
		try (Servers.Running server = start((connection, in, out) -> {
			throw new ConnectionException(CloseReason.PROTOCOL_ERROR, "bad");
		}); Client client = server.client()) {
			assertThat(client.readAll()).isEmpty();
			client.close();
			assertThat(awaitClosed()).isEqualTo(CloseReason.PROTOCOL_ERROR);
			assertThat(this.failed).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("S4-10 a handler that lets the connection's own failure through, wrapped or not, is not at fault")
	void connectionFails(boolean wrapped) throws Exception {
		try (Servers.Running server = start((connection, in, out) -> {
			out.write(Streams.bytes("ready"));
			try {
				in.read(ByteBuffer.allocate(1));
			}
			catch (IOException ex) {
				throw wrapped ? new UncheckedIOException(ex) : ex;
			}
		}); Client client = server.client()) {
			client.readText(5);
			client.reset();
			assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_RESET);
		}
		assertThat(this.failed).isEmpty();
	}

	@Test
	@DisplayName("S4-10 draining ends the input behind what has come, and the handler answers and returns")
	void draining() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		try (Servers.Running server = start((connection, in, out) -> {
			reading.countDown();
			byte[] all = in.asInputStream().readAllBytes();
			out.write(ByteBuffer.wrap(all));
		}); Client client = server.client()) {
			reading.await();
			client.send("first");
			while (server.stats().bytesRead() < 5) {
				Thread.onSpinWait();
			}
			CompletableFuture<DrainResult> drained = server.server()
				.drain(Duration.ofSeconds(30))
				.toCompletableFuture();
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo("first");
			client.close();
			assertThat(awaitClosed()).isEqualTo(CloseReason.DRAIN);
			assertThat(drained.get(30, TimeUnit.SECONDS)).isEqualTo(new DrainResult(1, 0));
		}
	}

	@Test
	@DisplayName("S4-8 stopping the server fails what waits, and no handler is left")
	void stopping() throws Exception {
		CompletableFuture<Throwable> reader = new CompletableFuture<>();
		try (Servers.Running server = start((connection, in, out) -> {
			out.write(Streams.bytes("ready"));
			try {
				in.read(ByteBuffer.allocate(1));
			}
			catch (IOException ex) {
				reader.complete(ex);
			}
		}); Client client = server.client()) {
			client.readText(5);
			server.server().stop();
			assertThat(reader.get(30, TimeUnit.SECONDS)).hasMessageContaining("stop");
			assertThat(awaitClosed()).isEqualTo(CloseReason.STOP);
		}
	}

	@Test
	@DisplayName("S4-8 halves closed after the loop has ended leave nothing running")
	void closedAfterTheEnd() throws Exception {
		CountDownLatch stopped = new CountDownLatch(1);
		CompletableFuture<Throwable> late = new CompletableFuture<>();
		try (Servers.Running server = start((connection, in, out) -> {
			stopped.await();
			in.readAsync(ByteBuffer.allocate(1)).whenComplete((count, failure) -> late.complete(failure));
		}); Client client = server.client()) {
			while (server.stats().connections() == 0) {
				Thread.onSpinWait();
			}
			server.close();
			stopped.countDown();
			assertThat(late.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
			assertThat(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	@DisplayName("S4-3 the application's executor runs the handler where one is given")
	void applicationExecutor() throws Exception {
		CompletableFuture<String> name = new CompletableFuture<>();
		Executor executor = (task) -> new Thread(task, "of-the-application").start();
		try (Servers.Running server = Streams.start(2, (settings) -> settings.streamExecutor(executor),
				(connection, in, out) -> name.complete(Thread.currentThread().getName()));
				Client client = server.client()) {
			assertThat(client.readAll()).isEmpty();
			assertThat(name.join()).isEqualTo("of-the-application");
		}
	}

	@Test
	@DisplayName("S4-8 a connection for which the executor has no thread closes, and the next one is served")
	void rejected() throws Exception {
		boolean[] full = { true };
		Executor executor = (task) -> {
			if (full[0]) {
				full[0] = false;
				throw new RejectedExecutionException("full");
			}
			new Thread(task).start();
		};
		try (Servers.Running server = Streams.start(1,
				(settings) -> settings.streamExecutor(executor).listener(this.listener), Streams.ECHO)) {
			try (Client client = server.client()) {
				assertThat(client.readAll()).isEmpty();
			}
			assertThat(awaitClosed()).isEqualTo(CloseReason.HANDLER_ERROR);
			try (Client client = server.client()) {
				assertThat(client.echo("served")).isEqualTo("served");
			}
		}
	}

	@Test
	@DisplayName("S4-6 V2 a client that does not read holds up its own writer only")
	void slowReader() throws Exception {
		CompletableFuture<String> heard = new CompletableFuture<>();
		CompletableFuture<Boolean> waits = new CompletableFuture<>();
		try (Servers.Running server = start((connection, in, out) -> {
			Aside<Boolean> writer = Aside.run(() -> {
				out.write(ByteBuffer.allocate(256 * 1024 * 1024));
				return true;
			}).awaitWaiting();
			heard.complete(Streams.text(in, 5));
			waits.complete(!writer.isDone());
			connection.abort();
			assertThat(writer.failure()).isInstanceOf(IOException.class);
		}); Client client = server.client()) {
			client.send("hello");
			assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
			assertThat(waits.get(30, TimeUnit.SECONDS)).isTrue();
			assertThatExceptionOfType(SocketException.class).isThrownBy(client::readAll);
			assertThat(this.failed).isEmpty();
		}
	}

}
