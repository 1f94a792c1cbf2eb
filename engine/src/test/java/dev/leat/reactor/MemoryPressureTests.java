package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when the budget of buffers runs out: those that hold most stop being read,
 * and then they end.
 */
class MemoryPressureTests {

	private static final int KIB = 1024;

	/** Writes as many KiB as the number that it gets says. */
	private static final ConnectionHandler WRITER = (connection, data) -> {
		while (data.remaining() >= Integer.BYTES) {
			connection.write(ByteBuffer.allocate(data.getInt() * KIB));
		}
	};

	private final List<SimPeer> peers = new ArrayList<>();

	private Stepped server(int budget, ConnectionHandler handler) {
		return Stepped.with((loops) -> loops.maxBufferMemory(budget * KIB),
				(config) -> config.writePauseReading(false).readMaxPending(4096 * KIB), (connection) -> handler);
	}

	private SimPeer stuck(Stepped stepped, int kib) {
		SimPeer peer = stepped.connect().window(0);
		this.peers.add(peer);
		return ask(peer, kib);
	}

	private static SimPeer ask(SimPeer peer, int kib) {
		return peer.send(ByteBuffer.allocate(Integer.BYTES).putInt(kib).array());
	}

	@Test
	@DisplayName("under the marks nobody is held up")
	void calm() {
		try (Stepped stepped = server(1024, WRITER)) {
			stuck(stepped, 512);
			stepped.step();
			assertThat(stepped.stats().paused(PauseReason.BUDGET)).isZero();
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isZero();
		}
	}

	@Test
	@DisplayName("at 85 % of the budget the largest is not read any more, and is again when memory is back")
	void tight() {
		try (Stepped stepped = server(1024, WRITER)) {
			SimPeer large = stuck(stepped, 768);
			SimPeer small = stuck(stepped, 128);
			stepped.step();
			assertThat(stepped.stats().paused(PauseReason.BUDGET)).isEqualTo(1);
			assertThat(large.interest() & 1).isZero();
			assertThat(small.interest() & 1).isEqualTo(1);
			large.window(Long.MAX_VALUE);
			stepped.step().advance(Duration.ofMillis(10));
			assertThat(stepped.stats().paused(PauseReason.BUDGET)).isZero();
			assertThat(large.interest() & 1).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("one that holds nothing is served while others hold nearly everything")
	void othersServed() {
		try (Stepped stepped = server(1024, WRITER)) {
			stuck(stepped, 900);
			SimPeer quick = stepped.connect();
			ask(quick, 64);
			stepped.step();
			assertThat(quick.received()).hasSize(64 * KIB);
		}
	}

	@Test
	@DisplayName("when there is no memory for somebody the largest ends with MEMORY, not who asks")
	void largestEnds() {
		try (Stepped stepped = server(1024, WRITER)) {
			SimPeer large = stuck(stepped, 600);
			stepped.step();
			SimPeer small = stuck(stepped, 500);
			stepped.step();
			assertThat(large.gotReset()).isTrue();
			assertThat(small.isReleased()).isFalse();
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isEqualTo(1);
			assertThat(stepped.stats().pendingWriteBytes()).isEqualTo(500 * KIB);
		}
	}

	@Test
	@DisplayName("who holds most and asks for more ends with MEMORY itself")
	void borrowerEnds() {
		try (Stepped stepped = server(1024, WRITER)) {
			SimPeer small = stuck(stepped, 100);
			stepped.step();
			SimPeer large = stuck(stepped, 1200);
			stepped.step();
			assertThat(large.gotReset()).isTrue();
			assertThat(small.isReleased()).isFalse();
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("input that handlers leave counts too")
	void leftInput() {
		try (Stepped stepped = server(1024, (connection, data) -> {
		})) {
			SimPeer large = stepped.connect();
			SimPeer small = stepped.connect();
			small.send(new byte[10 * KIB]);
			for (int i = 0; i < 4; i++) {
				large.send(new byte[250 * KIB]);
				stepped.step();
			}
			assertThat(large.isReleased()).isTrue();
			assertThat(small.isReleased()).isFalse();
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("those that all wait in vain for the rest of a frame do not wait for ever: some end, the others go on")
	void stalled() {
		List<Connection> served = new ArrayList<>();
		try (Stepped stepped = server(1024, (connection, data) -> {
			if (data.remaining() == 60 * KIB) {
				data.position(data.limit());
				served.add(connection);
			}
		})) {
			for (int i = 0; i < 14; i++) {
				this.peers.add(stepped.connect().send(new byte[40 * KIB]));
			}
			stepped.step();
			this.peers.forEach((peer) -> peer.send(new byte[20 * KIB]));
			advance(stepped, Duration.ofMillis(900));
			assertThat(stepped.stats().paused(PauseReason.BUDGET)).isEqualTo(14);
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).as("nobody before a second has passed").isZero();
			advance(stepped, Duration.ofMillis(200));
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).as("one in a second").isEqualTo(1);
			advance(stepped, Duration.ofSeconds(4));
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isBetween(2L, 3L);
			assertThat(served).hasSize(14 - (int) stepped.stats().closed(CloseReason.MEMORY));
			assertThat(stepped.stats().paused(PauseReason.BUDGET)).isZero();
		}
	}

	private static void advance(Stepped stepped, Duration time) {
		for (long millis = 0; millis < time.toMillis(); millis += 10) {
			stepped.advance(Duration.ofMillis(10));
		}
	}

	@Test
	@DisplayName("X12 listeners of one that ends for memory are told, and all memory comes back")
	void told() {
		List<String> outcomes = new ArrayList<>();
		try (Stepped stepped = server(256, (connection, data) -> {
			data.position(data.limit());
			for (int i = 0; i < 5; i++) {
				connection.write(ByteBuffer.allocate(64 * KIB),
						(where, count, failure) -> outcomes.add(count + " " + (failure != null)));
			}
		})) {
			stepped.connect().window(64 * KIB).send("go");
			stepped.step();
			assertThat(outcomes).hasSize(5).startsWith(64 * KIB + " false").endsWith("0 true");
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isEqualTo(1);
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("FE16 a flood of stuck connections ends them one by one, and the server goes on")
	void flood() {
		try (Stepped stepped = server(2048, WRITER)) {
			for (int i = 0; i < 50; i++) {
				stuck(stepped, 300);
				stepped.step().advance(Duration.ofMillis(10));
			}
			assertThat(stepped.stats().closed(CloseReason.MEMORY)).isBetween(40L, 46L);
			SimPeer quick = stepped.connect();
			ask(quick, 64);
			stepped.step();
			assertThat(quick.received()).hasSize(64 * KIB);
			assertThat(stepped.group.bufferStats().used()).isLessThanOrEqualTo(2048 * KIB);
		}
	}

	@Test
	@DisplayName("FE16 at 95 % of the budget new clients are turned away, before memory runs out, and are let in when it is back")
	void sheds() {
		try (Stepped stepped = server(1024, WRITER)) {
			stepped.group.budget().lend(1000 * KIB);
			assertThat(stepped.connect().gotReset()).isTrue();
			assertThat(stepped.stats().rejected(RejectReason.MEMORY)).isEqualTo(1);
			stepped.group.budget().lend(-1000 * KIB);
			SimPeer late = stepped.connect();
			ask(late, 1);
			stepped.step();
			assertThat(late.count()).isEqualTo(KIB);
		}
	}

	@Test
	@DisplayName("FE16 where over-limit is to pause, clients wait in the backlog until there is memory")
	void holdsBack() {
		List<String> limited = new ArrayList<>();
		try (Stepped stepped = Stepped.with((loops) -> loops.maxBufferMemory(1024 * KIB).threads(1),
				(config) -> config.overLimit(ServerConfig.OverLimit.PAUSE), (connection) -> WRITER,
				new ServerListener() {
					@Override
					public void limited(String setting) {
						limited.add(setting);
					}
				})) {
			stepped.group.budget().lend(1000 * KIB);
			SimPeer waits = ask(stepped.connect(), 1);
			SimPeer waitsToo = ask(stepped.connect(), 1);
			stepped.advance(Duration.ofMillis(10));
			assertThat(stepped.stats().acceptPaused(AcceptPause.MEMORY)).isTrue();
			assertThat(stepped.stats().accepted()).isZero();
			assertThat(limited).containsExactly("leat.buffers.max-memory");
			stepped.group.budget().lend(-1000 * KIB);
			stepped.advance(Duration.ofMillis(10));
			assertThat(stepped.stats().acceptPaused(AcceptPause.MEMORY)).isFalse();
			assertThat(waits.count()).isEqualTo(KIB);
			assertThat(waitsToo.count()).isEqualTo(KIB);
		}
	}

	@Test
	@DisplayName("FE16 clients are not held back for memory that comes back in the same turn")
	void backInTheSameTurn() {
		List<String> limited = new ArrayList<>();
		try (Stepped stepped = Stepped.with((loops) -> loops.maxBufferMemory(1024 * KIB),
				(config) -> config.overLimit(ServerConfig.OverLimit.PAUSE), (connection) -> WRITER,
				new ServerListener() {
					@Override
					public void limited(String setting) {
						limited.add(setting);
					}
				})) {
			MemoryBudget budget = stepped.group.budget();
			budget.lend(1000 * KIB);
			stepped.loops.get(0).timers().arm(new HeapTimer() {
				@Override
				void fire() {
					budget.lend(-1000 * KIB);
				}
			}, stepped.clock.nanos());
			SimPeer peer = ask(stepped.connect(), 1);
			stepped.advance(Duration.ofSeconds(1));
			assertThat(limited).as("it was held back").containsExactly("leat.buffers.max-memory");
			assertThat(stepped.stats().acceptPaused(AcceptPause.MEMORY)).isFalse();
			assertThat(peer.count()).isEqualTo(KIB);
		}
	}

	@Test
	@DisplayName("FE16 a loop that keeps buffers for reuse gives them back when another one needs the memory")
	void keptByAnotherLoop() {
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(2).maxBufferMemory(1024 * KIB), (config) -> {
		}, (connection) -> WRITER)) {
			BufferPool keeping = stepped.loops.get(0).buffers();
			keeping.release(Objects.requireNonNull(keeping.acquire(128 * KIB)));
			assertThat(stepped.group.bufferStats().pooled()).isEqualTo(128 * KIB);
			BufferPool asking = stepped.loops.get(1).buffers();
			ByteBuffer all = Objects.requireNonNull(asking.acquire(1024 * KIB));
			stepped.step();
			assertThat(stepped.group.bufferStats().pooled()).isZero();
			asking.release(all);
		}
	}

}
