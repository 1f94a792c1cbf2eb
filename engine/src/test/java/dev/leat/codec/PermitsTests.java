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

	private FakeConnection enter(String name) {
		FakeConnection connection = new FakeConnection();
		enter(connection, name);
		return connection;
	}

	private void enter(FakeConnection connection, String name) {
		this.permits.enter(connection, () -> this.started.add(name));
	}

	@Test
	@DisplayName("P8 as many as may be start at once, the others in their order when one leaves")
	void bounded() {
		for (String name : List.of("a", "b", "c", "d")) {
			enter(name);
		}
		assertThat(this.started).containsExactly("a", "b");
		this.permits.leave();
		assertThat(this.started).containsExactly("a", "b", "c");
		this.permits.leave();
		this.permits.leave();
		assertThat(this.started).containsExactly("a", "b", "c", "d");
		this.permits.leave();
		enter("e");
		enter("f");
		enter("g");
		assertThat(this.started).endsWith("e", "f");
	}

	@Test
	@DisplayName("what the executor rejects gives its permit to the next, however many those are")
	void rejected() {
		enter("a");
		enter("b");
		int[] refused = new int[1];
		for (int i = 0; i < 100_000; i++) {
			this.permits.enter(new FakeConnection(), () -> {
				refused[0]++;
				return false;
			});
		}
		enter("last");
		this.permits.leave();
		assertThat(refused[0]).isEqualTo(100_000);
		assertThat(this.started).endsWith("last");
	}

	@Test
	@DisplayName("several of one connection start in their order, too")
	void several() {
		FakeConnection connection = enter("a");
		enter("b");
		enter(connection, "c");
		enter(connection, "d");
		this.permits.leave();
		this.permits.leave();
		assertThat(this.started).containsExactly("a", "b", "c", "d");
	}

	@Test
	@DisplayName("all that waits of a connection is forgotten with it, and takes no room")
	void forgotten() {
		enter("a");
		enter("b");
		FakeConnection ended = enter("c");
		enter("d");
		enter(ended, "e");
		this.permits.forget(ended);
		this.permits.leave();
		assertThat(this.started).containsExactly("a", "b", "d");
		this.permits.leave();
		enter("f");
		enter("g");
		assertThat(this.started).containsExactly("a", "b", "d", "f");
	}

	@Test
	@DisplayName("what has started when its connection is forgotten gives its permit back once")
	void forgottenTooLate() {
		FakeConnection ended = enter("a");
		enter("b");
		enter("c");
		this.permits.forget(ended);
		assertThat(this.started).containsExactly("a", "b");
		this.permits.leave();
		enter("d");
		assertThat(this.started).containsExactly("a", "b", "c");
	}

}
