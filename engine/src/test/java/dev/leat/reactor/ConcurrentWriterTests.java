package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The connection as a shared resource: many threads write to it, over real sockets.
 */
class ConcurrentWriterTests {

	private static final int THREADS = 4;

	private static final int MESSAGES = 1500;

	private static final int HEADER = 12;

	/** Writer, number, length, and as many bytes that tell of both. */
	private static ByteBuffer message(int writer, int number) {
		int length = (number % 50 == 0) ? 40_000 : (writer * 31 + number * 17) % 500;
		ByteBuffer message = ByteBuffer.allocate(HEADER + length).putInt(writer).putInt(number).putInt(length);
		while (message.hasRemaining()) {
			message.put((byte) (writer + number));
		}
		return message.flip();
	}

	@Test
	@DisplayName("FE13 S1-12 S3-15 S1-3 X16 messages of many threads and of the loop stay whole, each thread's in order, none lost, each told")
	void manyWriters() throws Exception {
		Recorder handler = new Recorder();
		AtomicInteger told = new AtomicInteger();
		WriteListener count = (connection, bytes, failure) -> told.addAndGet((failure == null) ? 1 : 1_000_000);
		try (Servers.Running server = Servers.start((config) -> config.writeMaxPending(1 << 30), handler);
				Client client = server.client()) {
			Connection connection = handler.awaitOpened();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int writer = i;
				threads.add(new Thread(() -> writeAll(connection, writer, count)));
			}
			threads.forEach(Thread::start);
			writeFromTheLoop(connection, 0, count);
			readAll(client);
			for (Thread thread : threads) {
				thread.join();
			}
			Until.holds(() -> told.get() == (THREADS + 1) * MESSAGES);
			assertThat(connection.pendingWriteBytes()).isZero();
		}
	}

	private static void writeAll(Connection connection, int writer, WriteListener count) {
		ByteBuffer reused = ByteBuffer.allocate(HEADER + 40_000);
		for (int number = 0; number < MESSAGES; number++) {
			connection.write(reused.clear().put(message(writer, number)).flip(), count);
		}
	}

	private static void writeFromTheLoop(Connection connection, int number, WriteListener count) {
		if (number < MESSAGES) {
			connection.execute(() -> {
				connection.write(message(THREADS, number), count);
				writeFromTheLoop(connection, number + 1, count);
			});
		}
	}

	private static void readAll(Client client) throws Exception {
		int[] next = new int[THREADS + 1];
		for (int i = 0; i < (THREADS + 1) * MESSAGES; i++) {
			ByteBuffer header = ByteBuffer.wrap(client.read(HEADER));
			int writer = header.getInt();
			int number = header.getInt();
			assertThat(number).isEqualTo(next[writer]++);
			ByteBuffer expected = message(writer, number).position(HEADER);
			assertThat(ByteBuffer.wrap(client.read(header.getInt()))).isEqualTo(expected);
		}
	}

	@Test
	@DisplayName("S1-10 X7 H7 a writer whose client resets learns of it within a few writes, and the connection ends once")
	void clientResets() throws Exception {
		Recorder handler = new Recorder();
		try (Servers.Running server = Servers.start(handler)) {
			Client client = server.client();
			Connection connection = handler.awaitOpened();
			client.reset();
			assertThat(handler.awaitClosed()).isEqualTo(CloseReason.PEER_RESET);
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> connection.writeAsync(Bytes.of("too late")).get(30, TimeUnit.SECONDS));
			assertThat(handler.events).containsExactly("open", "close PEER_RESET");
		}
	}

	@Test
	@DisplayName("FE13 S1-10 X7 X12 writes in flight when the client vanishes all fail or succeed; none stays without an answer")
	void clientVanishes() throws Exception {
		Recorder handler = new Recorder();
		try (Servers.Running server = Servers.start((config) -> config.writeMaxPending(1 << 30), handler)) {
			Client client = Client.to(server.server(), 16 * 1024);
			Connection connection = handler.awaitOpened();
			connection.pauseReading();
			List<CompletableFuture<Long>> sent = new ArrayList<>();
			while (connection.pendingWriteBytes() < 4_000_000) {
				sent.add(connection.writeAsync(ByteBuffer.allocate(100_000)));
			}
			client.reset();
			assertThat(handler.awaitClosed()).isEqualTo(CloseReason.PEER_RESET);
			assertThat(sent).allMatch(CompletableFuture::isDone);
			List<Boolean> failed = sent.stream().map(CompletableFuture::isCompletedExceptionally).toList();
			assertThat(failed).endsWith(true).isSorted();
		}
	}

	@Test
	@DisplayName("X8 S1-15 a handler that is interrupted can still write, directly and queued")
	void interrupted() throws Exception {
		byte[] bytes = Bytes.random(2_000_000);
		ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
		try (Servers.Running server = Servers.start((connection, data) -> {
			data.position(data.limit());
			Thread.currentThread().interrupt();
			connection.write(direct);
			connection.write(Bytes.of("end"));
		}); Client client = Client.to(server.server(), 16 * 1024)) {
			client.send("go");
			assertThat(client.read(bytes.length)).isEqualTo(bytes);
			assertThat(client.readText(3)).isEqualTo("end");
		}
	}

	@Test
	@DisplayName("FE13 H12 H7 threads that write, close and abort at once never break the loop, and every connection ends once")
	void closersAndWriters() throws Exception {
		List<Recorder> handlers = new ArrayList<>();
		try (Servers.Running server = Servers.start((loops) -> loops.threads(2), (config) -> {
		}, (connection) -> {
			Recorder recorder = new Recorder();
			synchronized (handlers) {
				handlers.add(recorder);
			}
			return recorder;
		})) {
			for (int round = 0; round < 50; round++) {
				try (Client client = server.client()) {
					endFromThreads(awaitLast(handlers, round), round);
				}
			}
			for (Recorder handler : handlers) {
				handler.awaitClosed();
				assertThat(handler.events.stream().filter((event) -> event.startsWith("close"))).hasSize(1);
			}
			Until.holds(() -> server.stats().connections() == 0);
			try (Client client = server.client()) {
				client.send("alive");
				assertThat(awaitLast(handlers, 50).isOpen()).isTrue();
			}
		}
	}

	private static Connection awaitLast(List<Recorder> handlers, int index) throws Exception {
		Until.holds(() -> {
			synchronized (handlers) {
				return handlers.size() > index;
			}
		});
		synchronized (handlers) {
			return handlers.get(index).awaitOpened();
		}
	}

	/**
	 * Each write is told once, those before the end as sent and all after it as failed.
	 */
	private static void endFromThreads(Connection connection, int round) throws Exception {
		List<Integer> told = new CopyOnWriteArrayList<>();
		List<Boolean> failed = new CopyOnWriteArrayList<>();
		Thread writer = new Thread(() -> {
			for (int i = 0; i < 100; i++) {
				int number = i;
				connection.write(Bytes.of("hello"), (where, bytes, failure) -> {
					told.add(number);
					failed.add(failure != null);
				});
			}
		});
		Thread closer = new Thread((round % 2 == 0) ? connection::close : connection::abort);
		writer.start();
		closer.start();
		writer.join();
		closer.join();
		Until.holds(() -> failed.size() >= 100);
		assertThat(told).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
		assertThat(failed).isSorted();
	}

}
