package dev.leat.reactor;

import java.nio.channels.Selector;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sources of a loop, which are linked through themselves.
 */
class SourcesTests {

	private final Sources sources = new Sources();

	private final Source one = new Silent();

	private final Source two = new Silent();

	private final Source three = new Silent();

	SourcesTests() {
		List.of(this.one, this.two, this.three).forEach(this.sources::add);
	}

	@Test
	@DisplayName("sources stay in the order in which they came")
	void order() {
		assertThat(this.sources.all()).containsExactly(this.one, this.two, this.three);
	}

	@Test
	@DisplayName("one can leave from the front, the middle and the end, and come back behind the others")
	void leaveAndComeBack() {
		this.sources.remove(this.two);
		assertThat(this.sources.all()).containsExactly(this.one, this.three);
		this.sources.add(this.two);
		this.sources.remove(this.one);
		assertThat(this.sources.all()).containsExactly(this.three, this.two);
		this.sources.remove(this.two);
		assertThat(this.sources.all()).containsExactly(this.three);
		this.sources.remove(this.three);
		assertThat(this.sources.all()).isEmpty();
		this.sources.add(this.one);
		assertThat(this.sources.all()).containsExactly(this.one);
	}

	@Test
	@DisplayName("one that is not here, or no more, leaves the others as they are")
	void stranger() {
		this.sources.remove(new Silent());
		this.sources.remove(this.one);
		this.sources.remove(this.one);
		assertThat(this.sources.all()).containsExactly(this.two, this.three);
	}

	/** Nothing comes of it. */
	private static final class Silent extends Source {

		@Override
		void register(Selector selector) {
		}

		@Override
		void ready(int operations) {
		}

		@Override
		void failed(Throwable failure) {
		}

		@Override
		void lost(Throwable failure) {
		}

	}

}
