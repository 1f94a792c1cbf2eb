package dev.leat.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.leat.reactor.Callback;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for framed handlers on a server with real sockets.
 */
class FramedServerTests {

	private static final Framing<String, String> LINES = Framing.lines(StandardCharsets.UTF_8);

	private static final Framing<String, String> PREFIXED = Framing.of(FramingTests.Prefixed::new,
			FramingTests::encode);

	private static final int TIMEOUT = 30_000;

	private final CompletableFuture<CloseReason> ended = new CompletableFuture<>();

	private @Nullable LeatServer server;

	@AfterEach
	void stop() {
		server().stop();
	}

	@Test
	@DisplayName("S3-14 many frames for a peer who reads slowly arrive whole and in order")
	void slowReader() throws Exception {
		List<String> lines = IntStream.range(0, 3_000).mapToObj((i) -> i + "x".repeat((i * 37) % 4_000)).toList();
		try (Peer peer = connect(LINES, (connection, line) -> lines.forEach(connection::send), 4096)) {
			peer.send("go\n");
			for (String line : lines) {
				assertThat(peer.line()).isEqualTo(line);
			}
		}
	}

	@Test
	@DisplayName("S1-12 frames of many threads stay whole, and those of one thread in order")
	void manyThreads() throws Exception {
		int threads = 4;
		int frames = 500;
		FrameHandler<String, String> handler = (connection, line) -> IntStream.range(0, threads)
			.forEach((thread) -> new Thread(() -> sendNumbers(connection, thread, frames)).start());
		try (Peer peer = connect(LINES, handler)) {
			peer.send("go\n");
			int[] next = new int[threads];
			for (int i = 0; i < threads * frames; i++) {
				String[] words = peer.line().split(" ");
				int thread = Integer.parseInt(words[0]);
				assertThat(words[1]).isEqualTo(Integer.toString(next[thread]++));
				assertThat(words[2]).isEqualTo("x".repeat(300));
			}
		}
	}

	@Test
	@DisplayName("R15 a handler that pauses after each frame and resumes later gets every frame once")
	void pauseAfterEachFrame() throws Exception {
		FrameHandler<String, String> handler = (connection, line) -> {
			connection.send(line);
			Connection below = connection.connection();
			below.pauseReading();
			below.execute(below::resumeReading);
		};
		try (Peer peer = connect(LINES, handler)) {
			List<String> lines = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
			peer.send(String.join("\n", lines)).end();
			assertThat(peer.lines()).isEqualTo(lines);
		}
	}

	@Test
	@DisplayName("R15 requests of a peer who does not read wait at the write mark, and are all answered when it reads")
	void requestsWaitAtTheWriteMark() throws Exception {
		String answer = "x".repeat(100_000);
		int requests = 300;
		try (Peer peer = connect(LINES, (connection, line) -> connection.send(answer), 4096)) {
			peer.send("request\n".repeat(requests)).end();
			for (int i = 0; i < requests; i++) {
				assertThat(peer.line()).isEqualTo(answer);
			}
			assertThat(peer.lines()).isEmpty();
		}
		assertThat(reason()).isEqualTo(CloseReason.PEER_CLOSED);
	}

	@Test
	@DisplayName("Y10 what was sent before a close in the handler arrives, though input was left")
	void closeAfterAnswer() throws Exception {
		FrameHandler<String, String> handler = (connection, line) -> {
			connection.send("answer");
			connection.connection().close(CloseReason.PROTOCOL_ERROR);
		};
		try (Peer peer = connect(LINES, handler)) {
			peer.send("question\n".repeat(10_000));
			assertThat(peer.lines()).containsExactly("answer");
		}
		assertThat(reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
	}

	@Test
	@DisplayName("a frame too large ends the connection with that reason")
	void tooLarge() throws Exception {
		try (Peer peer = connect(LINES.maxFrameSize(10), FramedServerTests::ignore)) {
			peer.send("12345678901");
			assertThat(peer.lines()).isEmpty();
		}
		assertThat(reason()).isEqualTo(CloseReason.FRAME_TOO_LARGE);
	}

	@Test
	@DisplayName("an input that ends inside a frame ends the connection with that reason")
	void truncated() throws Exception {
		try (Peer peer = connect(PREFIXED, FramedServerTests::ignore)) {
			peer.send("\5abc").end();
			assertThat(peer.lines()).isEmpty();
		}
		assertThat(reason()).isEqualTo(CloseReason.TRUNCATED);
	}

	@Test
	@DisplayName("FE1 a decoder that throws ends its connection, and counts as the peer's error")
	void decoderThrows() throws Exception {
		Framing<String, String> broken = Framing.of(() -> (in) -> {
			throw new IllegalArgumentException("Not a frame");
		}, FramingTests::encode);
		try (Peer peer = connect(broken, FramedServerTests::ignore)) {
			peer.send("x");
			assertThat(peer.lines()).isEmpty();
		}
		assertThat(reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
		assertThat(server().stats().handlerErrors(Callback.DATA)).isZero();
	}

	@Test
	@DisplayName("FE1 a handler that throws ends its connection, and counts as an error")
	void handlerThrows() throws Exception {
		FrameHandler<String, String> handler = (connection, line) -> {
			throw new IllegalStateException("Thrown by a test");
		};
		try (Peer peer = connect(LINES, handler)) {
			peer.send("x\n");
			assertThat(peer.lines()).isEmpty();
		}
		assertThat(reason()).isEqualTo(CloseReason.HANDLER_ERROR);
		assertThat(server().stats().handlerErrors(Callback.DATA)).isOne();
	}

	private static void ignore(FrameConnection<String> connection, String frame) {
	}

	private static void sendNumbers(FrameConnection<String> connection, int thread, int frames) {
		for (int i = 0; i < frames; i++) {
			connection.send(thread + " " + i + " " + "x".repeat(300));
		}
	}

	private LeatServer server() {
		return Objects.requireNonNull(this.server);
	}

	private CloseReason reason() throws Exception {
		return this.ended.get(TIMEOUT, TimeUnit.MILLISECONDS);
	}

	private Peer connect(Framing<String, String> framing, FrameHandler<String, String> handler) throws IOException {
		return connect(framing, handler, 64 * 1024);
	}

	private Peer connect(Framing<String, String> framing, FrameHandler<String, String> handler, int receiveBuffer)
			throws IOException {
		this.server = LeatServer.builder("framed")
			.loops(EventLoopGroup.builder().threads(1).poisonViews(true).build())
			.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).sendBuffer(16 * 1024).build())
			.handler(framing.handler(new Ending(handler)))
			.build();
		this.server.start();
		return new Peer(Objects.requireNonNull(this.server.localAddress()), receiveBuffer);
	}

	/** Notes why the connection ended. */
	private final class Ending implements FrameHandler<String, String> {

		private final FrameHandler<String, String> handler;

		private Ending(FrameHandler<String, String> handler) {
			this.handler = handler;
		}

		@Override
		public void onFrame(FrameConnection<String> connection, String frame) throws Exception {
			this.handler.onFrame(connection, frame);
		}

		@Override
		public void onClose(FrameConnection<String> connection, CloseReason reason, @Nullable Throwable cause) {
			FramedServerTests.this.ended.complete(reason);
		}

	}

	/** A client that blocks. */
	private static final class Peer implements AutoCloseable {

		private final Socket socket = new Socket();

		private final BufferedReader in;

		private Peer(InetSocketAddress address, int receiveBuffer) throws IOException {
			this.socket.setReceiveBufferSize(receiveBuffer);
			this.socket.setSoTimeout(TIMEOUT);
			this.socket.connect(address, TIMEOUT);
			this.in = new BufferedReader(
					new InputStreamReader(this.socket.getInputStream(), StandardCharsets.ISO_8859_1));
		}

		private Peer send(String text) throws IOException {
			this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
			return this;
		}

		private void end() throws IOException {
			this.socket.shutdownOutput();
		}

		private String line() throws IOException {
			return Objects.requireNonNull(this.in.readLine(), "The server ended");
		}

		/** All lines up to the server's end. */
		private List<String> lines() {
			return this.in.lines().toList();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
