package dev.leat.reactor;

import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A stop does not wait for ever for an event loop that a handler holds.
 */
class HeldStopTests {

	private final CountDownLatch holds = new CountDownLatch(1);

	private final CountDownLatch goOn = new CountDownLatch(1);

	/** Holds its loop until it may go on. */
	private void holdTheLoop(Connection connection, ByteBuffer data) {
		data.position(data.limit());
		this.holds.countDown();
		boolean waits = true;
		while (waits) {
			try {
				this.goOn.await();
				waits = false;
			}
			catch (InterruptedException ex) {
				// a handler that does not listen
			}
		}
	}

	@Test
	@DisplayName("FD3 FE18 a stop gives a held loop up, says where it is, cuts its clients off, and all ends when it goes on")
	void heldLoop() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(2).build();
		LeatServer server = Servers.server("held", group, (config) -> {
		}, (connection) -> this::holdTheLoop);
		server.start();
		int port = Objects.requireNonNull(server.localAddress()).getPort();
		try (Client holding = Client.to(port, 0); Client beside = Client.to(port, 0)) {
			Until.holds(() -> server.connections().size() == 2);
			holding.send("hold");
			this.holds.await();
			try (Logs logs = Logs.of(LeatServer.class, Level.WARN)) {
				server.stop();
				server.stop();
				assertThat(logs.lines()).singleElement()
					.asString()
					.contains("Server 'held' stops without waiting any longer for event loop 'loop-")
					.contains("HeldStopTests.holdTheLoop");
			}
			assertThat(holding.readAll()).isEmpty();
			assertThat(beside.readAll()).isEmpty();
			assertThat(server.isRunning()).isFalse();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Client.to(port, 0));
			assertThatIllegalStateException().isThrownBy(server::start)
				.withMessageContaining("still holds an event loop");
		}
		this.goOn.countDown();
		Until.holds(() -> server.localAddress() == null);
		server.start();
		try (Client again = Client.to(Objects.requireNonNull(server.localAddress()).getPort(), 0)) {
			Until.holds(() -> server.connections().size() == 1);
		}
		server.stop();
		assertThat(server.stats().accepted()).isEqualTo(3);
		assertThat(server.connections().size()).isZero();
		Servers.assertNothingLent(group);
	}

	@Test
	@DisplayName("FD3 what a handler writes after it was given up is dropped, and its loop does not die of it")
	void writesLate() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(0).build();
		LeatServer server = Servers.server("late", group, (config) -> {
		}, (connection) -> (held, data) -> {
			holdTheLoop(held, data);
			held.write(ByteBuffer.allocate(4_000_000));
		});
		server.start();
		try (Client client = Client.to(Objects.requireNonNull(server.localAddress()).getPort(), 0);
				Logs loop = Logs.of(EventLoop.class, Level.WARN);
				Logs logs = Logs.of(LeatServer.class, Level.WARN)) {
			client.send("hold");
			this.holds.await();
			server.stop();
			this.goOn.countDown();
			assertThat(client.readAll()).isEmpty();
			Until.holds(() -> server.localAddress() == null);
			assertThat(logs.lines()).hasSize(1);
			assertThat(loop.lines()).isEmpty();
		}
		Servers.assertNothingLent(group);
	}

}
