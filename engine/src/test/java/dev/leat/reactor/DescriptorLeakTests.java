package dev.leat.reactor;

import java.io.IOException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Descriptors come back, whatever ended the connection.
 */
class DescriptorLeakTests {

	/** What the runtime may open meanwhile: class files, a random source. */
	private static final int SLACK = 10;

	/** One connection, ended in one of the ways that there are. */
	private static void comeAndGo(Servers.Running server, int way) throws IOException {
		try (Client client = server.client()) {
			switch (way % 4) {
				case 0 -> client.echo("x");
				case 1 -> client.fin().readAll();
				case 2 -> client.reset();
				default -> client.send("x");
			}
		}
	}

	private static void comeAndGo(int connections) throws Exception {
		try (Servers.Running server = Servers.start(Servers.ECHO)) {
			for (int i = 0; i < 100; i++) {
				comeAndGo(server, i);
			}
			Until.holds(() -> settled(server));
			int before = OpenDescriptors.count();
			for (int i = 0; i < connections; i++) {
				comeAndGo(server, i);
			}
			Until.holds(() -> settled(server));
			Until.holds(() -> OpenDescriptors.count() <= before + SLACK);
			Until.holds(() -> server.stats().connections() == 0);
			// one that was accepted may still be on its way to its loop
			Until.holds(() -> ended(server.stats()) == server.stats().accepted());
		}
	}

	/** Whether all that came has gone, and the kernel has nobody waiting. */
	private static boolean settled(Servers.Running server) throws IOException {
		try (Client last = server.client()) {
			last.echo("last");
		}
		return ended(server.stats()) >= server.stats().accepted() - 1;
	}

	private static long ended(ServerStats stats) {
		long ended = 0;
		for (CloseReason reason : CloseReason.values()) {
			ended += stats.closed(reason);
		}
		return ended;
	}

	@Test
	@DisplayName("A9 H8 S3-B1 Y3 Y5 a thousand clients that come and go leave no descriptor")
	void aThousand() throws Exception {
		comeAndGo(1000);
	}

	@Test
	@Tag("slow")
	@DisplayName("H8 S3-B1 Y3 Y5 ten thousand clients that come and go leave no descriptor")
	void tenThousand() throws Exception {
		comeAndGo(10_000);
	}

	private static void startAndStop(int times) throws Exception {
		Servers.start(Servers.ECHO).close();
		int before = OpenDescriptors.count();
		for (int i = 0; i < times; i++) {
			try (Servers.Running server = Servers.start((loops) -> loops.threadNamePrefix("brief"), (config) -> {
			}, (connection) -> Servers.ECHO); Client client = server.client()) {
				client.echo("x");
			}
		}
		Until.holds(() -> OpenDescriptors.count() <= before + SLACK);
		Until.holds(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(DescriptorLeakTests::isBrief));
	}

	private static boolean isBrief(Thread thread) {
		return thread.getName().startsWith("brief");
	}

	@Test
	@DisplayName("L6 fifty servers that start and stop with groups of their own leave no descriptor and no thread")
	void startAndStop() throws Exception {
		startAndStop(50);
	}

	@Test
	@Tag("slow")
	@DisplayName("FE15 L6 two thousand servers that start and stop with groups of their own leave no descriptor and no thread")
	void startAndStopManyTimes() throws Exception {
		startAndStop(2000);
	}

	@Test
	@DisplayName("H10 Y5 S5-9 a connection that gets the descriptor of one just reset gets its own events only")
	void reusedDescriptor() throws Exception {
		try (Servers.Running server = Servers.start((config) -> {
		}, Servers.ECHO)) {
			for (int i = 0; i < 300; i++) {
				try (Client lost = server.client(); Client next = server.client()) {
					lost.send("lost");
					lost.reset();
					assertThat(next.echo("next" + i)).isEqualTo("next" + i);
					try (Client reuses = server.client()) {
						assertThat(reuses.echo("own" + i)).isEqualTo("own" + i);
					}
				}
			}
		}
	}

}
