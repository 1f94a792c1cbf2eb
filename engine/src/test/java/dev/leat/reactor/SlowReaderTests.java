package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do not read as fast as is written, over real sockets with small buffers.
 */
class SlowReaderTests {

	private static final int KIB = 1024;

	private static final int MIB = KIB * KIB;

	private static Servers.Running start(long cap, ConnectionHandler handler) {
		return Servers.start((config) -> config.writeMaxPending(cap).sendBuffer(64 * KIB), handler);
	}

	private static Client slowClient(Servers.Running server) throws Exception {
		return Client.to(server.server(), 16 * KIB);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("S3-14 S1-14 16 MiB in one write reach a slow reader whole, and are told once, from the loop or elsewhere")
	void oneLargeWrite(boolean onLoop) throws Exception {
		byte[] bytes = Bytes.random(16 * MIB);
		Recorder handler = new Recorder();
		try (Servers.Running server = start(32 * MIB, handler); Client client = slowClient(server)) {
			Connection connection = handler.awaitOpened();
			CompletableFuture<Long> sent = new CompletableFuture<>();
			Runnable write = () -> connection.writeAsync(ByteBuffer.wrap(bytes)).thenAccept(sent::complete);
			if (onLoop) {
				connection.execute(write);
			}
			else {
				write.run();
			}
			Until.holds(() -> connection.pendingWriteBytes() > 8 * MIB);
			assertThat(sent).isNotDone();
			assertThat(client.read(16 * MIB)).isEqualTo(bytes);
			assertThat(sent.get(30, TimeUnit.SECONDS)).isEqualTo(16 * MIB);
			assertThat(server.stats().bytesWrittenQueued()).isGreaterThan(8 * MIB);
			assertThat(server.stats().bytesWrittenDirect() + server.stats().bytesWrittenQueued()).isEqualTo(16 * MIB);
		}
	}

	@Test
	@DisplayName("X5 S3-14 S1-3 16 MiB in pieces of 1 KiB reach a slow reader whole, every piece told")
	void manySmallWrites() throws Exception {
		byte[] bytes = Bytes.random(16 * MIB);
		Recorder handler = new Recorder();
		AtomicLong told = new AtomicLong();
		try (Servers.Running server = start(32 * MIB, handler); Client client = slowClient(server)) {
			Connection connection = handler.awaitOpened();
			connection.execute(() -> {
				for (int i = 0; i < bytes.length; i += KIB) {
					connection.write(ByteBuffer.wrap(bytes, i, KIB), (where, count, failure) -> told.addAndGet(count));
				}
			});
			assertThat(client.read(16 * MIB)).isEqualTo(bytes);
			Until.holds(() -> told.get() == 16 * MIB);
		}
	}

	@Test
	@DisplayName("X15 with the default cap a client that never reads loses its connection, and no buffer stays behind")
	void neverReads() throws Exception {
		Recorder handler = new Recorder();
		EventLoopGroup loops = EventLoopGroup.builder().threads(1).build();
		LeatServer server = Servers.server("cap", loops, (config) -> {
		}, (connection) -> handler);
		server.start();
		try (Client client = Client.to(server)) {
			Connection connection = handler.awaitOpened();
			while (connection.isOpen()) {
				connection.write(ByteBuffer.allocate(MIB));
				assertThat(connection.pendingWriteBytes()).isLessThanOrEqualTo(8 * MIB);
			}
			assertThat(handler.awaitClosed()).isEqualTo(CloseReason.WRITE_OVERFLOW);
			assertThat(loops.bufferStats().used()).isZero();
			assertThat(client.socket().isClosed()).isFalse();
		}
		finally {
			loops.close();
		}
	}

	@Test
	@DisplayName("R15 S3-36 an echo to a client that sends 16 MiB before it reads holds little of it, and loses nothing")
	void echoWithBackPressure() throws Exception {
		byte[] bytes = Bytes.random(16 * MIB);
		AtomicLong most = new AtomicLong();
		ConnectionHandler echo = (connection, data) -> {
			connection.write(data);
			most.accumulateAndGet(connection.pendingWriteBytes(), Math::max);
		};
		try (Servers.Running server = start(MIB, echo); Client client = slowClient(server)) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				try {
					client.send(bytes);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
			Until.holds(() -> server.stats().paused(PauseReason.WRITE_MARK) == 1);
			assertThat(client.read(16 * MIB)).isEqualTo(bytes);
			sent.get(30, TimeUnit.SECONDS);
			assertThat(most.get()).isLessThanOrEqualTo(64 * KIB + 256 * KIB);
		}
	}

}
