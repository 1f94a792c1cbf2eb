package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sockets, counted by the example of this process.
 */
class SocketsTests {

	private static final long MINUTE = 60_000_000_000L;

	private final Sockets sockets = new Sockets(ProcessHandle.current().pid());

	/** With the first socket that is closed the JDK opens one for itself. */
	@BeforeAll
	static void closeOne() throws IOException {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
		}
	}

	@Test
	void aConnectionIsThereUntilItsServerClosesIt() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int unused = this.sockets.count();
			Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
			try (Socket accepted = listener.accept()) {
				assertThat(this.sockets.count()).isEqualTo(unused + 2);
				client.close();
				assertThat(accepted.getInputStream().read()).isEqualTo(-1);
				assertThatExceptionOfType(NotRunException.class).isThrownBy(() -> this.sockets.awaitAtMost(unused, 0))
					.withMessage("connections stay open (1) that their clients have closed");
			}
			this.sockets.awaitAtMost(unused, MINUTE);
			assertThat(this.sockets.count()).isEqualTo(unused);
		}
	}

	@Test
	void whoWaitsDoesSoUntilTheLastIsClosed() throws Exception {
		ServerSocket last = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		int open = this.sockets.count();
		Thread waits = Thread.currentThread();
		Thread closes = new Thread(() -> closeWhileSomebody(waits, last));
		closes.start();
		this.sockets.awaitAtMost(open - 1, MINUTE);
		assertThat(last.isClosed()).isTrue();
		closes.join();
	}

	private static void closeWhileSomebody(Thread waits, ServerSocket last) {
		while (waits.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
		try {
			last.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
