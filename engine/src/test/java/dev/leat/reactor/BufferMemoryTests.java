package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What connections hold of the buffer budget, and what happens when it is used up.
 */
class BufferMemoryTests {

	private static final int MIB = 1024 * 1024;

	private final Recorder handler = new Recorder();

	private final ToldOutcomes outcomes = new ToldOutcomes();

	private final Stepped stepped = Stepped.with((loops) -> loops.maxBufferMemory(MIB), (config) -> {
	}, (connection) -> this.handler);

	private final BufferStats buffers = this.stepped.group.bufferStats();

	@Test
	@DisplayName("Y14 S3-B4 a connection holds buffers while its output waits, and none before and after")
	void onlyWhileOutputWaits() {
		SimPeer peer = this.stepped.connect().window(0);
		assertThat(this.buffers.used()).isZero();
		this.stepped.task((connection) -> connection.write(ByteBuffer.allocate(100_000)));
		assertThat(this.buffers.used()).isBetween(100_000L, 300_000L);
		peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.buffers.used()).isZero();
		assertThat(this.buffers.pooled()).isPositive();
	}

	@Test
	@DisplayName("Y14 output for which there is no buffer resets its connection with MEMORY, and fails its writes")
	void overBudget() {
		SimPeer peer = this.stepped.connect().window(10);
		this.stepped.task((connection) -> {
			connection.write(ByteBuffer.allocate(20), this.outcomes.of("small"));
			connection.write(ByteBuffer.allocate(2 * MIB), this.outcomes.of("large"));
			assertThat(connection.isOpen()).isFalse();
		});
		assertThat(this.handler.events).containsExactly("open", "close MEMORY");
		assertThat(peer.gotReset()).isTrue();
		assertThat(this.outcomes.told()).containsExactly("small:10 ClosedChannelException",
				"large:0 ClosedChannelException");
		assertThat(this.buffers.used()).isZero();
		assertThat(this.buffers.refused()).isPositive();
		assertThat(this.stepped.stats().closed(CloseReason.MEMORY)).isEqualTo(1);
	}

	@Test
	@DisplayName("Y14 who holds everything makes room, and its peer sees a reset, no FIN after half a message")
	void nothingLeft() {
		SimPeer hog = this.stepped.connect().window(7);
		this.stepped.task((connection) -> connection.write(ByteBuffer.allocate(MIB)));
		SimPeer peer = this.stepped.network.connect(this.stepped.port()).window(3);
		this.stepped.step();
		this.stepped.server.connections().forEach((connection) -> connection.execute(() -> {
			if (connection.pendingWriteBytes() == 0) {
				connection.write(Bytes.of("half a message"));
			}
		}));
		this.stepped.step();
		assertThat(hog.count()).isEqualTo(7);
		assertThat(hog.gotReset()).isTrue();
		assertThat(hog.gotFin()).isFalse();
		assertThat(peer.isReleased()).isFalse();
		peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(peer.text()).isEqualTo("half a message");
	}

	@Test
	@DisplayName("Y14 one connection's MEMORY leaves the others alone, and its buffers to them")
	void othersLive() {
		SimPeer first = this.stepped.connect().window(0);
		this.stepped.task((connection) -> connection.write(ByteBuffer.allocate(2 * MIB)));
		assertThat(first.isReleased()).isTrue();
		SimPeer second = this.stepped.connect().window(0);
		this.stepped.task((connection) -> connection.write(ByteBuffer.allocate(MIB / 2)));
		second.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(second.count()).isEqualTo(MIB / 2);
	}

	@Test
	@DisplayName("FE15 B10 S3-B2 S3-B4 H9 X12 whatever ends connections with output pending, every buffer comes back")
	void nothingLeaks() {
		List<SimPeer> peers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			peers.add(this.stepped.network.connect(this.stepped.port()).window(i));
		}
		this.stepped.step();
		this.stepped.server.connections()
			.forEach((connection) -> connection.execute(() -> connection.write(ByteBuffer.allocate(5000))));
		this.stepped.step();
		assertThat(this.buffers.used()).isEqualTo(40 * 8192);
		List<Connection> open = new ArrayList<>();
		this.stepped.server.connections().forEach(open::add);
		for (int i = 0; i < 40; i += 4) {
			peers.get(i).reset();
			open.get(i + 1).abort();
			peers.get(i + 2).window(Long.MAX_VALUE);
		}
		this.stepped.step();
		this.stepped.server.stop();
		this.stepped.step();
		assertThat(peers).allMatch(SimPeer::isReleased);
		assertThat(this.buffers.used()).isZero();
		assertThat(this.buffers.pooled()).isZero();
		assertThat(this.stepped.network.open()).isZero();
	}

	@Test
	@DisplayName("H6 H7 a server that stops resets connections whose output it drops, and ends the others with FIN")
	void stopWithOutputPending() {
		SimPeer idle = this.stepped.connect();
		SimPeer busy = this.stepped.network.connect(this.stepped.port()).window(3);
		this.stepped.step();
		this.stepped.server.connections()
			.forEach((connection) -> connection.execute(() -> connection.write(Bytes.of("half a message"))));
		this.stepped.step();
		this.stepped.server.stop();
		this.stepped.step();
		assertThat(busy.text()).isEqualTo("hal");
		assertThat(busy.gotReset()).isTrue();
		assertThat(idle.text()).isEqualTo("half a message");
		assertThat(idle.gotReset()).isFalse();
		assertThat(idle.gotFin()).isTrue();
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

	@Test
	@DisplayName("Y14 S1-10 nothing is sent behind bytes that found no buffer")
	void noHole() {
		try (Stepped tight = Stepped.with((loops) -> loops.threads(0).maxBufferMemory(4096), (config) -> {
		}, (connection) -> new Recorder())) {
			SimPeer peer = tight.connect().window(10);
			NioConnection connection = tight.connection();
			connection.execute(() -> {
				for (int i = 0; i < 9; i++) {
					connection.write(ByteBuffer.allocate(16 * 1024));
				}
				peer.window(Long.MAX_VALUE);
			});
			tight.step();
			assertThat(peer.received()).hasSize(10);
			assertThat(peer.gotReset()).isTrue();
		}
	}

}
