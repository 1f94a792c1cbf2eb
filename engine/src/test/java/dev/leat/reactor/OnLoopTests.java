package dev.leat.reactor;

import java.util.concurrent.CompletableFuture;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what another thread has done on a loop, and waits for.
 */
class OnLoopTests {

	@Test
	@DisplayName("FE2 whoever waits is told of an error, too, which the loop meets as any other")
	void error() {
		OutOfMemoryError failure = new OutOfMemoryError("Thrown by a test");
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			CompletableFuture<Void> done = OnLoop.run(stepped.loops.get(0), () -> {
				throw failure;
			});
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(stepped::step).isSameAs(failure);
			assertThat(done).isCompletedExceptionally();
			assertThat(done.handle((nothing, thrown) -> thrown)).isCompletedWithValue(failure);
			SimPeer peer = stepped.connect().send("on");
			stepped.step();
			assertThat(peer.text()).isEqualTo("on");
		}
	}

}
