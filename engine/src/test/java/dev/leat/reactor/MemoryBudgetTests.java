package dev.leat.reactor;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The budget of direct memory that loops share.
 */
class MemoryBudgetTests {

	private final MemoryBudget budget = new MemoryBudget(100);

	@Test
	@DisplayName("H9 the budget can be used up exactly, not beyond, and a refusal takes nothing")
	void limit() {
		assertThat(this.budget.limit()).isEqualTo(100);
		assertThat(this.budget.take(60)).isTrue();
		assertThat(this.budget.take(41)).isFalse();
		assertThat(this.budget.take(40)).isTrue();
		assertThat(this.budget.take(1)).isFalse();
	}

	@Test
	@DisplayName("H9 what is given back can be taken again")
	void giveBack() {
		assertThat(this.budget.take(100)).isTrue();
		this.budget.giveBack(30);
		assertThat(this.budget.take(31)).isFalse();
		assertThat(this.budget.take(30)).isTrue();
	}

	@Test
	@DisplayName("H9 a request that is too large never makes one fail that fits, on another thread")
	void refusalsDoNotDisturb() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		Thread greedy = new Thread(() -> {
			while (!done.get()) {
				this.budget.take(1000);
			}
		});
		greedy.start();
		int refused = 0;
		for (int i = 0; i < 200_000; i++) {
			if (this.budget.take(1)) {
				this.budget.giveBack(1);
			}
			else {
				refused++;
			}
		}
		done.set(true);
		greedy.join();
		assertThat(refused).isZero();
	}

	@Test
	@DisplayName("Y14 the default is a quarter of what the JVM may hold in direct buffers")
	void defaultLimit() {
		long most = Long.getLong("sun.nio.MaxDirectMemorySize", Runtime.getRuntime().maxMemory());
		assertThat(MemoryBudget.defaultLimit()).isPositive().isEqualTo(most / 4);
	}

}
