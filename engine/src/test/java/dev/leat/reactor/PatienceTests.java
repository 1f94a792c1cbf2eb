package dev.leat.reactor;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a thread waits at most.
 */
class PatienceTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);

	@Test
	@DisplayName("what is left gets less, also where the clock turns over")
	void left() {
		Patience patience = Patience.of(100, this.now::get);
		assertThat(patience.left()).isEqualTo(100);
		this.now.addAndGet(60);
		assertThat(patience.left()).isEqualTo(40);
		this.now.addAndGet(50);
		assertThat(patience.left()).isEqualTo(-10);
	}

	@Test
	@DisplayName("who waits for ever does not look at the clock")
	void endless() {
		Patience patience = Patience.of(Nanos.FOREVER, () -> {
			throw new AssertionError("nobody asked for the time");
		});
		assertThat(patience.left()).isEqualTo(Nanos.FOREVER);
	}

}
