package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.leat.reactor.Client;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames whose answers come later: deferred, and from blocking handlers.
 */
class DeferredFramesTests {

	private static final Framing<String, String> LINES = Framing.lines(StandardCharsets.UTF_8);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final BlockingQueue<Reply<String>> owed = new LinkedBlockingQueue<>();

	@AfterEach
	void stopThreads() {
		this.executor.shutdownNow();
	}

	private Reply<String> next() throws InterruptedException {
		Reply<String> reply = this.owed.poll(30, TimeUnit.SECONDS);
		assertThat(reply).isNotNull();
		return reply;
	}

	private Servers.Running deferring(Framing<String, String> framing) {
		return Servers.start((loops) -> {
		}, (config) -> {
		}, framing.handler((connection, line) -> this.owed.add(connection.defer())));
	}

	@Test
	@DisplayName("replies given in any order, by any thread, arrive in the order of the frames")
	void order() throws Exception {
		try (Servers.Running server = deferring(LINES); Client client = server.client()) {
			client.send("1\n2\n3\n");
			List<Reply<String>> replies = new ArrayList<>(List.of(next(), next(), next()));
			replies.get(2).send("three");
			replies.get(1).send(null);
			replies.get(0).send("one");
			assertThat(client.readText(10)).isEqualTo("one\nthree\n");
		}
	}

	@Test
	@DisplayName("at most maxInFlight frames are decoded ahead of their answers")
	void maxInFlight() throws Exception {
		try (Servers.Running server = deferring(LINES.maxInFlight(2)); Client client = server.client()) {
			client.send("1\n2\n3\n");
			Reply<String> first = next();
			Reply<String> second = next();
			assertThat(this.owed).isEmpty();
			first.send("one");
			Reply<String> third = next();
			second.send("two");
			third.send("three");
			assertThat(client.readText(14)).isEqualTo("one\ntwo\nthree\n");
		}
	}

	@Test
	@DisplayName("a frame that the encoder refuses leaves the answer owed")
	void encoderFails() throws Exception {
		Framing<String, String> picky = Framing.of(() -> (in) -> {
			byte[] all = new byte[in.remaining()];
			in.get(all);
			return new String(all, StandardCharsets.UTF_8);
		}, (frame, out) -> {
			if (frame.isEmpty()) {
				throw new IllegalStateException("empty");
			}
			out.put(frame, StandardCharsets.UTF_8);
		});
		try (Servers.Running server = deferring(picky); Client client = server.client()) {
			client.send("?");
			Reply<String> reply = next();
			assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> reply.send("")))
				.isInstanceOf(IllegalArgumentException.class);
			reply.send("!");
			assertThat(client.readText(1)).isEqualTo("!");
		}
	}

	@Test
	@DisplayName("P8 blocking frames run elsewhere, one of a connection at a time, and answer in order")
	void blocking() throws Exception {
		AtomicInteger running = new AtomicInteger();
		List<String> threads = Collections.synchronizedList(new ArrayList<>());
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> {
		}, LINES.blocking(this.executor, (connection, line) -> {
			assertThat(running.incrementAndGet()).isEqualTo(1);
			threads.add(Thread.currentThread().getName());
			running.decrementAndGet();
			return line.isEmpty() ? null : line + "!";
		})); Client client = server.client()) {
			StringBuilder sent = new StringBuilder();
			StringBuilder expected = new StringBuilder();
			for (int i = 0; i < 500; i++) {
				sent.append(i).append("\n\n");
				expected.append(i).append("!\n");
			}
			client.send(sent.toString()).fin();
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo(expected.toString());
			assertThat(threads).hasSize(1000).noneMatch((name) -> name.startsWith("leat"));
		}
	}

	@Test
	@DisplayName("a factory around a blocking handler speaks first")
	void speaksFirst() throws Exception {
		HandlerFactory lines = LINES.blocking(this.executor, (connection, line) -> line + "!");
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> {
		}, (connection) -> {
			connection.write(StandardCharsets.UTF_8.encode("hello\n"));
			return lines.create(connection);
		}); Client client = server.client()) {
			assertThat(client.readText(6)).isEqualTo("hello\n");
			client.send("you\n");
			assertThat(client.readText(5)).isEqualTo("you!\n");
		}
	}

	@Test
	@DisplayName("P8 no more than blocking.max-concurrent frames of a server are handled at once, and all are")
	void maxConcurrent() throws Exception {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch two = new CountDownLatch(2);
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> config.blockingMaxConcurrent(2), LINES.blocking(this.executor, (connection, line) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			two.countDown();
			assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
			running.decrementAndGet();
			return line;
		}))) {
			List<Client> clients = new ArrayList<>();
			try {
				for (int i = 0; i < 12; i++) {
					clients.add(server.client().send("hello\n"));
				}
				for (Client client : clients) {
					assertThat(client.readText(6)).isEqualTo("hello\n");
				}
			}
			finally {
				for (Client client : clients) {
					client.close();
				}
			}
			assertThat(most).hasValue(2);
		}
	}

	@Test
	@DisplayName("FE1 a blocking handler that throws closes its connection after the answers before")
	void blockingThrows() throws Exception {
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> {
		}, LINES.blocking(this.executor, (connection, line) -> {
			if (line.equals("bad")) {
				throw new IllegalStateException("no such line");
			}
			return line;
		})); Client client = server.client()) {
			client.send("good\nbad\nnever\n");
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo("good\n");
			client.close();
			server.close();
			assertThat(server.stats().closed(CloseReason.HANDLER_ERROR)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("an executor that rejects closes the connection and gives the permit back")
	void rejected() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> config.blockingMaxConcurrent(1), LINES.blocking((task) -> {
			if (calls.incrementAndGet() == 1) {
				throw new RejectedExecutionException("busy");
			}
			this.executor.execute(task);
		}, (connection, line) -> line)); Client first = server.client(); Client second = server.client()) {
			first.send("a\n");
			assertThat(first.readAll()).isEmpty();
			assertThat(second.echo("b\n")).isEqualTo("b\n");
		}
	}

	@Test
	@DisplayName("an executor that fails otherwise, for want of a thread say, gives the permit back too")
	void executorFails() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> config.blockingMaxConcurrent(1), LINES.blocking((task) -> {
			if (calls.incrementAndGet() == 1) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.executor.execute(task);
		}, (connection, line) -> line)); Client first = server.client(); Client second = server.client()) {
			first.send("a\n");
			assertThat(first.readAll()).isEmpty();
			assertThat(second.echo("b\n")).isEqualTo("b\n");
		}
	}

	@Test
	@DisplayName("a frame that is a buffer is copied for the blocking handler")
	void copied() throws Exception {
		Framing<ByteBuffer, ByteBuffer> four = Framing.of(() -> (in) -> {
			if (in.remaining() < 4) {
				return null;
			}
			ByteBuffer frame = in.slice(in.position(), 4);
			in.position(in.position() + 4);
			return frame;
		}, (frame, out) -> out.put(frame));
		try (Servers.Running server = Servers.start((loops) -> {
		}, (config) -> {
		}, four.blocking(this.executor, (connection, frame) -> frame)); Client client = server.client()) {
			assertThat(client.echo("abcdefgh")).isEqualTo("abcdefgh");
		}
	}

}
