package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The figures of a server are sums over its loops.
 */
class ServerStatsTests {

	private static final int LOOPS = 3;

	private static Stepped stepped(ConnectionHandler handler) {
		return Stepped.with((loops) -> loops.threads(LOOPS),
				(config) -> config.maxConnections(10).writeHighWaterMark(50).writeLowWaterMark(10),
				(connection) -> handler);
	}

	private static List<SimPeer> connect(Stepped stepped, int count) {
		List<SimPeer> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			peers.add(stepped.connect());
		}
		return peers;
	}

	@Test
	@DisplayName("everything is 0 at the beginning, for each value of each enum")
	void zero() {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			ServerStats stats = stepped.stats();
			assertThat(List.of(CloseReason.values())).allMatch((reason) -> stats.closed(reason) == 0);
			assertThat(List.of(RejectReason.values())).allMatch((reason) -> stats.rejected(reason) == 0);
			assertThat(List.of(AcceptError.values())).allMatch((kind) -> stats.acceptErrors(kind) == 0);
			assertThat(List.of(Callback.values())).allMatch((callback) -> stats.handlerErrors(callback) == 0);
			assertThat(List.of(PauseReason.values())).allMatch((reason) -> stats.paused(reason) == 0);
			assertThat(List.of(AcceptPause.values())).noneMatch(stats::acceptPaused);
			assertThat(stats.accepted() + stats.connections() + stats.bytesRead() + stats.bytesWrittenDirect()
					+ stats.bytesWrittenQueued() + stats.listenerRecovered() + stats.unwritable())
				.isZero();
			assertThat(stats.maxConnections()).isEqualTo(10);
		}
	}

	@Test
	@DisplayName("S3-6 connections and bytes of all loops are added up, by the way that they took")
	void sums() {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			List<SimPeer> peers = connect(stepped, LOOPS * 2);
			peers.forEach((peer) -> peer.window(4).send("seventh"));
			stepped.step();
			ServerStats stats = stepped.stats();
			assertThat(stats.connections()).isEqualTo(6);
			assertThat(stats.accepted()).isEqualTo(6);
			assertThat(stats.bytesRead()).isEqualTo(6 * 7);
			assertThat(stats.bytesWrittenDirect()).isEqualTo(6 * 4);
			assertThat(stats.bytesWrittenQueued()).isZero();
			assertThat(stats.pendingWriteBytes()).isEqualTo(6 * 3);
			peers.forEach((peer) -> peer.window(100));
			stepped.step();
			assertThat(stats.bytesWrittenQueued()).isEqualTo(6 * 3);
			assertThat(stats.pendingWriteBytes()).isZero();
		}
	}

	@Test
	@DisplayName("what is so now is counted over the open connections: over the mark, paused and why")
	void now() {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			List<SimPeer> peers = connect(stepped, LOOPS);
			peers.get(0).window(0).send(new byte[51]);
			stepped.step();
			stepped.server.connections().forEach((connection) -> {
				if (connection.isWritable()) {
					connection.pauseReading();
				}
			});
			stepped.step();
			assertThat(stepped.stats().unwritable()).isEqualTo(1);
			assertThat(stepped.stats().paused(PauseReason.WRITE_MARK)).isEqualTo(1);
			assertThat(stepped.stats().paused(PauseReason.USER)).isEqualTo(2);
			peers.forEach((peer) -> peer.window(1000));
			stepped.server.connections().forEach(Connection::resumeReading);
			stepped.step();
			assertThat(stepped.stats().unwritable()).isZero();
			assertThat(stepped.stats().paused(PauseReason.WRITE_MARK)).isZero();
			assertThat(stepped.stats().paused(PauseReason.USER)).isZero();
		}
	}

	@Test
	@DisplayName("H7 what was accepted is open or has ended, each end under its own reason")
	void endsByReason() {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			List<SimPeer> peers = connect(stepped, 5);
			peers.get(0).fin();
			peers.get(1).reset();
			peers.get(2).fail(new IOException("No route to host"));
			stepped.step();
			ServerStats stats = stepped.stats();
			assertThat(stats.closed(CloseReason.PEER_CLOSED)).isEqualTo(1);
			assertThat(stats.closed(CloseReason.PEER_RESET)).isEqualTo(1);
			assertThat(stats.closed(CloseReason.IO_ERROR)).isEqualTo(1);
			assertThat(stats.accepted()).isEqualTo(stats.connections() + 3);
		}
	}

	@Test
	@DisplayName("the figures of servers that share loops are apart")
	void serversAreApart() {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			LeatServer second = Servers.server("second", stepped.group, (config) -> {
			}, (connection) -> Servers.ECHO);
			second.start();
			stepped.step();
			stepped.network.connect(stepped.port(second)).send("abc");
			stepped.step();
			assertThat(second.stats().bytesRead()).isEqualTo(3);
			assertThat(second.stats().accepted()).isEqualTo(1);
			assertThat(stepped.stats().bytesRead() + stepped.stats().accepted()).isZero();
			assertThat(stepped.stats()).as("always the same object").isSameAs(stepped.server.stats());
			second.stop();
			stepped.step();
		}
	}

	@Test
	@DisplayName("S5-14 any thread may read the figures while the server starts, works and stops, and never fails")
	void readWhileItStops() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(1).build();
		LeatServer server = Servers.server("read", group, (config) -> {
		}, (connection) -> Servers.ECHO);
		AtomicBoolean over = new AtomicBoolean();
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Thread reader = new Thread(() -> {
			while (!over.get() && failure.get() == null) {
				try {
					server.stats().accepting();
					server.stats().acceptPaused(AcceptPause.LIMIT);
					server.stats().pendingWriteBytes();
					server.stats().paused(PauseReason.USER);
				}
				catch (Throwable ex) {
					failure.set(ex);
				}
			}
		});
		reader.start();
		for (int i = 0; i < 30; i++) {
			server.start();
			try (Client client = Client.to(server)) {
				client.echo("x");
				server.connections().write(ByteBuffer.allocate(1));
				server.stop();
			}
		}
		over.set(true);
		reader.join();
		assertThat(failure.get()).isNull();
		assertThat(server.stats().listenerRecovered()).as("no state in between counts as a lost listener").isZero();
	}

}
