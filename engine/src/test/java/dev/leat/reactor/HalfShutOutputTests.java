package dev.leat.reactor;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A write half whose connection was told to shut its output down.
 */
class HalfShutOutputTests {

	@Test
	@DisplayName("flush and write fail after shutdownOutput, and lose nothing in silence")
	void fails() throws Exception {
		CompletableFuture<Throwable> flushed = new CompletableFuture<>();
		CompletableFuture<Throwable> written = new CompletableFuture<>();
		try (Servers.Running running = Streams.start((connection, in, out) -> {
			connection.shutdownOutput();
			flushed.complete(failure(out::flush));
			written.complete(failure(() -> out.write(Streams.bytes("lost"))));
		}); Client client = Client.to(running.server())) {
			assertThat(flushed.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
			assertThat(written.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class)
				.hasMessageContaining("shut down");
		}
	}

	private static Throwable failure(Attempt attempt) {
		try {
			attempt.run();
			return new AssertionError("did not fail");
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private interface Attempt {

		void run() throws IOException;

	}

}
