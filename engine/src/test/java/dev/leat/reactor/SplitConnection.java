package dev.leat.reactor;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For tests of a connection that is split, whose loop their own thread runs: its halves,
 * and the peer over the simulated network. Nothing is left to read when a test begins.
 */
abstract class SplitConnection {

	final SplittingHandler handler = new SplittingHandler();

	final Stepped stepped = Stepped.of(this.handler);

	final SimPeer peer = this.stepped.connect();

	@BeforeEach
	void split() throws Exception {
		this.peer.send("split");
		this.stepped.step();
		assertThat(Aside.run(() -> Streams.text(in(), 5)).get()).isEqualTo("split");
	}

	@AfterEach
	void stop() {
		this.stepped.close();
	}

	ReadHalf in() {
		return this.handler.halves().in();
	}

	WriteHalf out() {
		return this.handler.halves().out();
	}

}
