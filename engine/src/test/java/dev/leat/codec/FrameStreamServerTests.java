package dev.leat.codec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for every framing through a real server and real sockets.
 */
class FrameStreamServerTests {

	private static final int TIMEOUT = 30_000;

	private final EventLoopGroup loops = EventLoopGroup.builder().threads(1).poisonViews(true).build();

	private final List<String> frames = new ArrayList<>();

	private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

	private @Nullable LeatServer server;

	static Stream<Sample<?>> wellFormed() {
		return Samples.wellFormed();
	}

	static Stream<Sample<?>> refused() {
		return Samples.all().filter((sample) -> !sample.isWellFormed());
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
		this.loops.close();
	}

	/** Sends every frame back and notes it. */
	private final class Echo<F> implements FrameHandler<F, F> {

		private final Sample<F> sample;

		private Echo(Sample<F> sample) {
			this.sample = sample;
		}

		@Override
		public void onFrame(FrameConnection<F> connection, F frame) {
			FrameStreamServerTests.this.frames.add(this.sample.text().apply(frame));
			connection.send(frame);
		}

		@Override
		public void onClose(FrameConnection<F> connection, CloseReason reason, @Nullable Throwable cause) {
			FrameStreamServerTests.this.closed.complete(reason);
		}

	}

	@ParameterizedTest
	@MethodSource("wellFormed")
	@DisplayName("S3-14 a server sends back the frames that it gets in one piece")
	void echoesWhole(Sample<?> sample) throws Exception {
		assertEchoed(sample, List.of(sample.wireBytes()));
	}

	@ParameterizedTest
	@MethodSource("wellFormed")
	@DisplayName("S3-14 FB9 a server sends back the frames that it gets byte by byte")
	void echoesByteByByte(Sample<?> sample) throws Exception {
		assertEchoed(sample, Outcome.singly(sample.wireBytes()));
	}

	private <F> void assertEchoed(Sample<F> sample, List<byte[]> pieces) throws Exception {
		try (Socket client = connect(sample.framing().handler(new Echo<>(sample)))) {
			for (byte[] piece : pieces) {
				client.getOutputStream().write(piece);
			}
			client.shutdownOutput();
			assertThat(client.getInputStream().readAllBytes()).isEqualTo(Outcome.bytes(sample.sent()));
		}
		assertThat(closed()).isEqualTo(CloseReason.PEER_CLOSED);
		assertThat(this.frames).isEqualTo(sample.outcome().frames());
	}

	@ParameterizedTest
	@MethodSource("refused")
	@DisplayName("FB11 FB12 a server answers what came before, then ends what is no frame, at once and with its reason")
	void refuses(Sample<?> sample) throws Exception {
		assertRefused(sample);
	}

	private <F> void assertRefused(Sample<F> sample) throws Exception {
		try (Socket client = connect(sample.framing().handler(new Echo<>(sample)))) {
			client.getOutputStream().write(sample.wireBytes());
			if (sample.outcome().refused() == CloseReason.TRUNCATED) {
				client.shutdownOutput();
			}
			assertThat(client.getInputStream().readAllBytes()).isEqualTo(sample.encode());
		}
		assertThat(closed()).isEqualTo(sample.outcome().refused());
		assertThat(this.frames).isEqualTo(sample.outcome().frames());
	}

	@Test
	@DisplayName("a frame that is a buffer is dead when the callback has ended")
	void framesAreLent() throws Exception {
		AtomicReference<@Nullable ByteBuffer> kept = new AtomicReference<>();
		HandlerFactory factory = Framing.lengthField(1).handler((connection, frame) -> {
			ByteBuffer before = kept.getAndSet(frame);
			connection.send((before != null) ? before : frame);
		});
		try (Socket client = connect(factory)) {
			client.getOutputStream().write(Outcome.bytes("\3abc"));
			assertThat(client.getInputStream().readNBytes(4)).isEqualTo(Outcome.bytes("\3abc"));
			client.getOutputStream().write(Outcome.bytes("\1d"));
			assertThat(client.getInputStream().readNBytes(4)).isNotEqualTo(Outcome.bytes("\3abc"));
		}
	}

	@Test
	@DisplayName("S3-14 FB9 a frame near the limit of what a connection may leave comes whole, then the next")
	void largeFrame() throws Exception {
		byte[] body = new byte[1024 * 1024 - Integer.BYTES];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i * 31 >> 3);
		}
		ByteBuffer wire = ByteBuffer.allocate(body.length + 9).putInt(body.length).put(body).putInt(1).put((byte) 'x');
		try (Socket client = connect(Framing.lengthField(4).handler((connection, frame) -> connection.send(frame)))) {
			client.getOutputStream().write(wire.array());
			assertThat(client.getInputStream().readNBytes(wire.capacity())).isEqualTo(wire.array());
		}
	}

	private CloseReason closed() throws Exception {
		return this.closed.get(TIMEOUT, TimeUnit.MILLISECONDS);
	}

	private Socket connect(HandlerFactory factory) throws IOException {
		LeatServer server = LeatServer.builder("frames")
			.loops(this.loops)
			.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).port(0).build())
			.handler(factory)
			.build();
		this.server = server;
		server.start();
		InetSocketAddress address = Objects.requireNonNull(server.localAddress());
		Socket client = new Socket(address.getAddress(), address.getPort());
		client.setTcpNoDelay(true);
		client.setSoTimeout(TIMEOUT);
		return client;
	}

}
