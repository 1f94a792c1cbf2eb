package dev.leat.codec;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many frames an executor is given at once.
 */
class PermitsTests {

	private final List<String> started = new ArrayList<>();

	private final Permits permits = new Permits(2);

	private Permits.Start start(String name) {
		return () -> this.started.add(name);
	}

	@Test
	@DisplayName("P8 as many as may be start at once, the others in their order when one leaves")
	void bounded() {
		for (String name : List.of("a", "b", "c", "d")) {
			this.permits.enter(start(name));
		}
		assertThat(this.started).containsExactly("a", "b");
		this.permits.leave();
		assertThat(this.started).containsExactly("a", "b", "c");
		this.permits.leave();
		this.permits.leave();
		assertThat(this.started).containsExactly("a", "b", "c", "d");
		this.permits.leave();
		this.permits.enter(start("e"));
		this.permits.enter(start("f"));
		this.permits.enter(start("g"));
		assertThat(this.started).endsWith("e", "f");
	}

	@Test
	@DisplayName("what the executor rejects gives its permit to the next, however many those are")
	void rejected() {
		this.permits.enter(start("a"));
		this.permits.enter(start("b"));
		int[] refused = new int[1];
		for (int i = 0; i < 100_000; i++) {
			this.permits.enter(() -> {
				refused[0]++;
				return false;
			});
		}
		this.permits.enter(start("last"));
		this.permits.leave();
		assertThat(refused[0]).isEqualTo(100_000);
		assertThat(this.started).endsWith("last");
	}

}
