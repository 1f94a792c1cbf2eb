package dev.leat.reactor;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mixed traffic with random ends for as long as {@code soak.minutes} says, in ten rounds.
 * After each one everybody has left, and what the process holds is counted.
 */
@Tag("soak")
class SoakTests {

	private static final int ROUNDS = 10;

	private static final int CLIENTS = 8;

	private static final long MIB = 1024 * 1024;

	private long exchanges;

	@Test
	@DisplayName("H8 H9 mixed traffic with random disconnects leaves descriptors, threads and memory flat")
	void soak() throws Exception {
		Duration round = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10)).dividedBy(ROUNDS);
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		List<Figures> figures = new ArrayList<>();
		try (Servers.Running server = Servers.start((config) -> config.lingerIdle(Duration.ofMillis(200)),
				SoakTests::answer)) {
			for (int i = 0; i < ROUNDS; i++) {
				traffic(server, threads, i, System.nanoTime() + round.toNanos());
				Until.holds(() -> server.stats().connections() == 0);
				figures.add(Figures.of(server));
				System.out.println("soak: round " + (i + 1) + ", " + this.exchanges + " exchanges, " + figures.get(i));
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertFlat(figures.get(1), figures.get(ROUNDS - 1));
	}

	/** Echoes, by one of the ways out. */
	private static void answer(Connection connection, ByteBuffer data) {
		if ((data.get(data.position()) & 1) == 0) {
			connection.write(data);
			return;
		}
		byte[] copy = new byte[data.remaining()];
		data.get(copy);
		connection.transfer(ByteBuffer.wrap(copy), (where, count, failure) -> {
		});
	}

	private void traffic(Servers.Running server, ExecutorService threads, int round, long until) throws Exception {
		List<Future<Long>> clients = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			Random random = new Random(round * CLIENTS + i);
			clients.add(threads.submit(() -> client(server, random, until)));
		}
		for (Future<Long> client : clients) {
			this.exchanges += client.get();
		}
	}

	private static long client(Servers.Running server, Random random, long until) throws IOException {
		long exchanges = 0;
		while (System.nanoTime() - until < 0) {
			try (Client client = server.client()) {
				for (int left = random.nextInt(20); left > 0; left--) {
					byte[] message = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 500_000 : 2_000)];
					random.nextBytes(message);
					assertThat(client.send(message).read(message.length)).isEqualTo(message);
					exchanges++;
				}
				end(client, random);
			}
		}
		return exchanges;
	}

	private static void end(Client client, Random random) throws IOException {
		switch (random.nextInt(5)) {
			case 0 -> assertThat(client.fin().readAll()).isEmpty();
			case 1 -> client.reset();
			case 2 -> client.send(new byte[20_000]).reset();
			case 3 -> client.send(new byte[20_000]).read(100);
			default -> client.close();
		}
	}

	private static void assertFlat(Figures before, Figures after) {
		assertThat(after.descriptors()).isBetween(before.descriptors() - 4, before.descriptors() + 4);
		assertThat(after.threads()).isBetween(before.threads() - 4, before.threads() + 4);
		assertThat(after.lent()).isZero();
		assertThat(after.pooled()).isLessThanOrEqualTo(before.pooled() + 4 * MIB);
		assertThat(after.direct()).isLessThanOrEqualTo(before.direct() + 8 * MIB);
		assertThat(after.heap()).isLessThanOrEqualTo(before.heap() + 16 * MIB);
	}

	/**
	 * What the process holds when everybody has left; memory in bytes.
	 */
	private record Figures(int descriptors, int threads, long lent, long pooled, long direct, long heap) {

		static Figures of(Servers.Running server) {
			System.gc();
			long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
				.stream()
				.filter((pool) -> pool.getName().equals("direct"))
				.mapToLong(BufferPoolMXBean::getMemoryUsed)
				.sum();
			BufferStats buffers = server.loops().bufferStats();
			return new Figures(OpenDescriptors.count(), ManagementFactory.getThreadMXBean().getThreadCount(),
					buffers.used(), buffers.pooled(), direct,
					ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}

	}

}
