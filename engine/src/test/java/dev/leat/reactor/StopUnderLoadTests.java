package dev.leat.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that is drained and stopped again and again while clients ask as fast as they
 * can. A client says of each request what became of it; the loopback makes it the worst
 * case, since a client asks again a few microseconds after it is answered.
 */
@Tag("slow")
class StopUnderLoadTests {

	private static final int STOPS = 200;

	private static final int CLIENTS = 6;

	private static final int LENGTH = 32;

	private static final Pattern WINDOW = Pattern.compile("closed (\\d+) ns after");

	private final AtomicInteger answered = new AtomicInteger();

	/** The connection was refused, or had ended before the request was sent. */
	private final AtomicInteger refused = new AtomicInteger();

	/** The notice came while the request was being sent. */
	private final AtomicInteger crossed = new AtomicInteger();

	/** Connected, but reset by the system before the server accepted. */
	private final AtomicInteger unaccepted = new AtomicInteger();

	private final AtomicInteger lost = new AtomicInteger();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicInteger port = new AtomicInteger();

	/** Answers requests of a fixed length. */
	private static void answer(Connection connection, ByteBuffer data) {
		while (data.remaining() >= LENGTH) {
			connection.write(data.slice(data.position(), LENGTH));
			data.position(data.position() + LENGTH);
		}
	}

	@Test
	@DisplayName("FD1 FD2 FD4 two hundred stops and starts on one port under load cut nobody off and lose nothing")
	void stops() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(1).build();
		LeatServer first = Servers.server("load", group, (config) -> {
		}, (connection) -> StopUnderLoadTests::answer);
		first.start();
		this.port.set(Objects.requireNonNull(first.localAddress()).getPort());
		first.stop();
		List<Thread> clients = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			Thread client = new Thread(this::ask, "client-" + i);
			client.start();
			clients.add(client);
		}
		LeatServer server = Servers.server("load", group, (config) -> config.port(this.port.get()),
				(connection) -> StopUnderLoadTests::answer);
		List<Long> windows = new ArrayList<>();
		for (int i = 0; i < STOPS; i++) {
			windows.add(startAndStop(server));
		}
		this.over.set(true);
		for (Thread client : clients) {
			client.join();
		}
		tell(windows);
		assertThat(this.lost.get()).as("but for whom an early confirmation let FIN come behind the answer")
			.isLessThanOrEqualTo(STOPS * CLIENTS / 500);
		assertThat(server.stats().closed(CloseReason.STOP)).as("nobody had to be cut off").isZero();
	}

	/** Returns the time between the last look into the backlog and the close, in ns. */
	private long startAndStop(LeatServer server) throws Exception {
		try (Logs logs = Logs.of(Acceptor.class, Level.DEBUG)) {
			server.start();
			int enough = this.answered.get() + 200;
			Until.holds(() -> this.answered.get() >= enough);
			server.drain(Duration.ofSeconds(20)).toCompletableFuture().get(30, TimeUnit.SECONDS);
			server.stop();
			return logs.lines().stream().filter((line) -> line.contains("last look")).mapToLong((line) -> {
				Matcher window = WINDOW.matcher(line);
				assertThat(window.find()).isTrue();
				return Long.parseLong(window.group(1));
			}).sum();
		}
	}

	private void tell(List<Long> windows) {
		windows.sort(null);
		System.out.printf(
				"stops %d: answered %d, refused before they were sent %d, crossed the notice %d, "
						+ "connected and never accepted %d, lost %d%n"
						+ "from the last look into the backlog to the close: p50 %.1f us, p99 %.1f us, most %.1f us%n",
				STOPS, this.answered.get(), this.refused.get(), this.crossed.get(), this.unaccepted.get(),
				this.lost.get(), windows.get(STOPS / 2) / 1000.0, windows.get(STOPS * 99 / 100) / 1000.0,
				windows.get(STOPS - 1) / 1000.0);
	}

	private void ask() {
		while (!this.over.get()) {
			try (SocketChannel channel = SocketChannel.open(loopback(this.port.get()))) {
				converse(channel);
			}
			catch (IOException ex) {
				this.refused.incrementAndGet();
			}
		}
	}

	private static InetSocketAddress loopback(int port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	/** Asks until the server's notice comes. */
	private void converse(SocketChannel channel) throws IOException {
		ByteBuffer answer = ByteBuffer.allocate(LENGTH);
		int asked = 0;
		while (!this.over.get() && !hasEnded(channel, answer.clear())) {
			channel.write(ByteBuffer.allocate(LENGTH));
			boolean crossed = hasEnded(channel, answer);
			if (crossed || !isAnswered(channel, answer, asked)) {
				this.crossed.addAndGet(crossed ? 1 : 0);
				return;
			}
			asked++;
			this.answered.incrementAndGet();
		}
		this.refused.incrementAndGet();
	}

	/** Who is reset before any answer was in the queue of the system when that closed. */
	private boolean isAnswered(SocketChannel channel, ByteBuffer answer, int asked) {
		try {
			while (answer.hasRemaining()) {
				if (channel.read(answer) < 0) {
					this.lost.incrementAndGet();
					return false;
				}
			}
			return true;
		}
		catch (IOException ex) {
			((asked == 0) ? this.unaccepted : this.lost).incrementAndGet();
			return false;
		}
	}

	/** Whether the notice is there, without waiting; takes what there is of an answer. */
	private static boolean hasEnded(SocketChannel channel, ByteBuffer answer) throws IOException {
		channel.configureBlocking(false);
		try {
			return channel.read(answer) < 0;
		}
		finally {
			channel.configureBlocking(true);
		}
	}

}
