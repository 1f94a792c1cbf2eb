package dev.leat.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both directions of one connection at once, each as fast as it can.
 */
class DuplexTests {

	private static final int SIZE = 64 * 1024 * 1024;

	@ParameterizedTest(name = "with {0} loops beside the acceptor")
	@ValueSource(ints = { 2, 0 })
	@DisplayName("S4-1 S4-3 S4-13 V1 V7 64 MiB each way at once arrive whole, by threads that share nothing")
	void bothWaysAtOnce(int loops) throws Exception {
		CompletableFuture<Long> sentByServer = new CompletableFuture<>();
		CompletableFuture<Long> gotByServer = new CompletableFuture<>();
		StreamHandler handler = (connection, in, out) -> {
			Aside<Long> sender = Aside.run(() -> sendAll(out.asOutputStream(), 1));
			gotByServer.complete(receiveAll(in.asInputStream()));
			sentByServer.complete(sender.get());
		};
		try (Servers.Running server = Streams.start(loops, (builder) -> {
		}, handler); Client client = server.client()) {
			Aside<Long> receiver = Aside.run(() -> receiveAll(client.socket().getInputStream()));
			long sentByClient = sendAll(client.socket().getOutputStream(), 2);
			client.fin();
			assertThat(gotByServer.get(60, TimeUnit.SECONDS)).isEqualTo(sentByClient);
			assertThat(receiver.get()).isEqualTo(sentByServer.get(60, TimeUnit.SECONDS));
		}
	}

	private static long sendAll(OutputStream out, int seed) throws IOException {
		CRC32C digest = new CRC32C();
		Random random = new Random(seed);
		byte[] piece = new byte[256 * 1024];
		random.nextBytes(piece);
		for (int left = SIZE; left > 0;) {
			int count = Math.min(left, 1 + random.nextInt(piece.length));
			digest.update(piece, 0, count);
			out.write(piece, 0, count);
			left -= count;
		}
		return digest.getValue();
	}

	/** Reads exactly what the other side sends, in reads of any size. */
	private static long receiveAll(InputStream in) throws IOException {
		CRC32C digest = new CRC32C();
		byte[] piece = new byte[100_000];
		int left = SIZE;
		while (left > 0) {
			int count = in.read(piece, 0, Math.min(left, piece.length));
			if (count < 0) {
				throw new IOException(left + " bytes are missing");
			}
			digest.update(piece, 0, count);
			left -= count;
		}
		return digest.getValue();
	}

}
