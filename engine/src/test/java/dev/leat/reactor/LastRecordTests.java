package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLException;

import dev.leat.tls.Contexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream over TLS that is drained while its peer is in the middle of a record, and had
 * been silent before.
 */
class LastRecordTests {

	private static final Duration SILENCE = Duration.ofNanos(Silence.SHORT);

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile @Nullable ReadHalf in;

	private final StreamHandler handler = (connection, in, out) -> {
		this.in = in;
		this.end.await();
	};

	private final Stepped stepped = Stepped.with((loops) -> {
	}, (config) -> config.tls(TlsConfig.builder(Contexts.server()).build()),
			new StreamCalls(this.handler, (task) -> new Thread(task).start()));

	private final TlsPeer client;

	LastRecordTests() throws SSLException {
		this.client = TlsPeer.to(this.stepped).exchange();
	}

	@BeforeEach
	void awaitHandler() {
		while (this.in == null) {
			Thread.onSpinWait();
		}
		this.stepped.advance(SILENCE);
	}

	@AfterEach
	void stop() {
		this.end.countDown();
		this.stepped.close();
	}

	private CompletableFuture<Integer> read(int bytes) {
		CompletableFuture<Integer> read = Objects.requireNonNull(this.in).readAsync(ByteBuffer.allocate(bytes));
		this.stepped.step();
		return read;
	}

	private void drain() {
		this.stepped.server.drain(Duration.ofSeconds(25));
		this.stepped.step();
	}

	/** Whether there is nothing more to read, and the input has ended. */
	private boolean hasEnded() {
		CompletableFuture<Integer> read = read(1);
		boolean ended = read.isDone() && read.join() == -1;
		read.cancel(false);
		this.stepped.step();
		return ended;
	}

	@Test
	@DisplayName("FD1 over TLS the rest of a record that had begun by the drain is read")
	void restOfARecord() throws Exception {
		byte[] record = this.client.wrap("whole");
		this.client.peer.send(Arrays.copyOf(record, 10));
		drain();
		this.stepped.advance(SILENCE.minusNanos(1));
		assertThat(hasEnded()).isFalse();
		this.client.peer.send(Arrays.copyOfRange(record, 10, record.length));
		assertThat(read(5)).isCompletedWithValue(5);
		this.stepped.advance(SILENCE);
		assertThat(hasEnded()).isTrue();
	}

	@Test
	@DisplayName("FD1 over TLS who does not send the rest of a record is silent after 20 ms")
	void neverWhole() throws Exception {
		this.client.peer.send(Arrays.copyOf(this.client.wrap("whole"), 10));
		this.stepped.step().advance(Duration.ofSeconds(5));
		drain();
		assertThat(hasEnded()).isFalse();
		this.stepped.advance(SILENCE);
		assertThat(hasEnded()).isTrue();
	}

	@Test
	@DisplayName("FD3 over TLS who sends a record byte by byte is listened to for 1.28 s")
	void byteByByte() throws Exception {
		byte[] record = this.client.wrap(new byte[200]);
		this.client.peer.send(Arrays.copyOf(record, 10));
		drain();
		int sent = 10;
		while (sent < record.length && !hasEnded()) {
			this.client.peer.send(new byte[] { record[sent++] });
			this.stepped.advance(Duration.ofMillis(19));
		}
		assertThat(sent - 10).isBetween(1280 / 19, 1280 / 19 + 2);
	}

}
