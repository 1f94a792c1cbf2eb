package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A write that the socket takes only the beginning of.
 */
class PartialWriteTests {

	private static final int MIB = 1024 * 1024;

	@Test
	@DisplayName("FB13 X2 X3 of 1 MiB a socket with small buffers takes less than a tenth at once; the rest follows, told once")
	void smallSocketBuffers() throws Exception {
		byte[] bytes = Bytes.random(MIB);
		Recorder handler = new Recorder();
		List<Long> told = new CopyOnWriteArrayList<>();
		CompletableFuture<Long> pending = new CompletableFuture<>();
		try (Servers.Running server = Servers.start((config) -> config.sendBuffer(8 * 1024), handler);
				Client client = Client.to(server.server(), 4 * 1024)) {
			Connection connection = handler.awaitOpened();
			connection.execute(() -> {
				connection.write(ByteBuffer.wrap(bytes), (where, count, failure) -> told.add(count));
				pending.complete(connection.pendingWriteBytes());
			});
			assertThat(pending.get(30, TimeUnit.SECONDS)).isBetween(MIB - MIB / 10L, MIB - 1L);
			assertThat(told).isEmpty();
			assertThat(client.read(MIB)).isEqualTo(bytes);
			Until.holds(() -> !told.isEmpty());
			connection.close();
			assertThat(client.readAll()).isEmpty();
			client.close();
			handler.awaitClosed();
			assertThat(told).containsExactly((long) MIB);
		}
	}

}
