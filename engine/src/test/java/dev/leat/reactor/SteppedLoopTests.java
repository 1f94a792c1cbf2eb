package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.leat.sim.SimNetwork;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SteppedLoop}.
 */
class SteppedLoopTests {

	private final SimNetwork network = new SimNetwork();

	private final SteppedLoop loop = SteppedLoop.over(this.network);

	private final Recorder recorder = new Recorder();

	private final LeatServer server = LeatServer.builder("stepped")
		.loops(this.loop.group())
		.handler(this.recorder)
		.build();

	@BeforeEach
	void start() {
		this.loop.run(this.server::start);
	}

	@AfterEach
	void stop() {
		this.loop.run(this.server::stop);
		turnAll();
		assertThat(this.network.open()).isZero();
	}

	@Test
	void nothingHappensBetweenTwoTurns() {
		SimPeer peer = connect().send("hello");
		assertThat(this.recorder.text()).isEmpty();
		turnAll();
		assertThat(this.recorder.text()).isEqualTo("hello");
		connection().write(Bytes.of("answer"));
		assertThat(peer.text()).isEmpty();
		turnAll();
		assertThat(peer.text()).isEqualTo("answer");
	}

	@Test
	void theCallerIsTheLoopWhileItTurnsAndNoLonger() {
		connect();
		List<Boolean> onLoop = new ArrayList<>();
		NioConnection connection = (NioConnection) connection();
		connection.execute(() -> onLoop.add(connection.loop().inLoop()));
		turnAll();
		this.loop.run(() -> onLoop.add(connection.loop().inLoop()));
		assertThat(onLoop).containsExactly(true, true);
		assertThat(connection.loop().inLoop()).isFalse();
	}

	@Test
	void whatIsWrittenOnTheLoopLeavesWithTheNextTurn() {
		SimPeer peer = connect();
		this.loop.run(() -> connection().write(Bytes.of("now")));
		turnAll();
		assertThat(peer.text()).isEqualTo("now");
	}

	@Test
	void theClockStandsUntilItIsMoved() {
		connect();
		List<String> fired = new ArrayList<>();
		connection().schedule(Duration.ofSeconds(3), () -> fired.add("first"));
		turnAll();
		assertThat(this.loop.untilNextTimer()).isEqualTo(Duration.ofSeconds(3));
		this.loop.advance(Duration.ofMillis(2999));
		turnAll();
		assertThat(fired).isEmpty();
		this.loop.advance(Objects.requireNonNull(this.loop.untilNextTimer()));
		turnAll();
		assertThat(fired).containsExactly("first");
	}

	@Test
	void aServerMayBeStartedAgain() {
		assertThat(this.loop.untilNextTimer()).isNull();
		this.loop.run(this.server::stop);
		turnAll();
		this.loop.run(this.server::start);
		connect();
		assertThat(this.recorder.events).containsExactly("open");
	}

	private SimPeer connect() {
		turnAll();
		SimPeer peer = this.network.connect(Objects.requireNonNull(this.server.localAddress()).getPort());
		turnAll();
		return peer;
	}

	private Connection connection() {
		List<Connection> open = new ArrayList<>();
		this.server.connections().forEach(open::add);
		return open.get(0);
	}

	private void turnAll() {
		while (this.loop.turn() || this.network.isReady()) {
			Thread.onSpinWait();
		}
	}

}
