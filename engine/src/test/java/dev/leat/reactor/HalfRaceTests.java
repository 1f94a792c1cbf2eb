package dev.leat.reactor;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads that are given up just when bytes arrive: every byte is read once, in order.
 */
class HalfRaceTests {

	private static final int SIZE = 1024 * 1024;

	private static final int PRIME = 251;

	private final CompletableFuture<Integer> read = new CompletableFuture<>();

	/** Reads some bytes in some way, or none. */
	private interface Attempt {

		int read(ReadHalf in, ByteBuffer into, Random random) throws Exception;

	}

	private void readAll(int size, Attempt attempt) throws Exception {
		StreamHandler handler = (connection, in, out) -> {
			try {
				this.read.complete(count(in, attempt));
			}
			catch (Throwable failure) {
				this.read.completeExceptionally(failure);
			}
		};
		try (Servers.Running server = Streams.start(handler); Client client = server.client()) {
			Random random = new Random(1);
			for (int sent = 0; sent < size;) {
				byte[] piece = new byte[Math.min(size - sent, 1 + random.nextInt(4000))];
				for (int i = 0; i < piece.length; i++) {
					piece[i] = (byte) ((sent + i) % PRIME);
				}
				client.send(piece);
				sent += piece.length;
			}
			client.fin();
			assertThat(this.read.get(60, TimeUnit.SECONDS)).isEqualTo(size);
		}
	}

	private static int count(ReadHalf in, Attempt attempt) throws Exception {
		Random random = new Random(2);
		int total = 0;
		while (true) {
			ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(2000));
			int count = attempt.read(in, into, random);
			if (count < 0) {
				return total;
			}
			assertThat(into.flip().remaining()).isEqualTo(count);
			for (; into.hasRemaining(); total++) {
				assertThat(into.get()).isEqualTo((byte) (total % PRIME));
			}
		}
	}

	@Test
	@DisplayName("S4-15 R8 asynchronous reads that are cancelled at any moment lose and repeat nothing")
	void cancelling() throws Exception {
		readAll(SIZE, (in, into, random) -> {
			CompletableFuture<Integer> read = in.readAsync(into);
			for (int spins = random.nextInt(2000); spins > 0; spins--) {
				Thread.onSpinWait();
			}
			return (random.nextBoolean() && read.cancel(true)) ? 0 : read.get(30, TimeUnit.SECONDS);
		});
	}

	@Test
	@DisplayName("S4-15 R7 R8 reads whose time is over at any moment lose and repeat nothing")
	void timingOut() throws Exception {
		readAll(SIZE, (in, into, random) -> {
			try {
				return in.read(into, Duration.ofNanos(1 + random.nextInt(20_000)));
			}
			catch (SocketTimeoutException ex) {
				return 0;
			}
		});
	}

	@Test
	@DisplayName("S4-15 R8 reads that are interrupted at any moment lose and repeat nothing")
	void interrupting() throws Exception {
		readAll(SIZE / 16, (in, into, random) -> {
			Thread reader = Thread.currentThread();
			Aside<Void> other = Aside.run(() -> {
				reader.interrupt();
				return null;
			});
			try {
				return in.read(into);
			}
			catch (InterruptedIOException ex) {
				return 0;
			}
			finally {
				awaitQuietly(other);
			}
		});
	}

	private static void awaitQuietly(Aside<Void> other) {
		while (!other.isDone()) {
			Thread.onSpinWait();
		}
		Thread.interrupted();
	}

}
