package dev.leat.reactor;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One line a second, whatever the clock shows.
 */
class LogLimitTests {

	private static final long SECOND = 1_000_000_000L;

	private final LogLimit limit = new LogLimit();

	@Test
	@DisplayName("FE19 the first line passes, also where the clock begins below zero")
	void firstPasses() {
		assertThat(this.limit.allows(Long.MIN_VALUE)).isTrue();
		assertThat(new LogLimit().allows(0)).isTrue();
		assertThat(new LogLimit().allows(-5)).isTrue();
	}

	@Test
	@DisplayName("FE19 within a second of the last line that passed none passes")
	void oneASecond() {
		assertThat(this.limit.allows(7)).isTrue();
		assertThat(this.limit.allows(7)).isFalse();
		assertThat(this.limit.allows(7 + SECOND - 1)).isFalse();
		assertThat(this.limit.allows(7 + SECOND)).isTrue();
		assertThat(this.limit.allows(7 + SECOND + 1)).as("a held line does not extend the second").isFalse();
		assertThat(this.limit.allows(7 + 2 * SECOND)).isTrue();
	}

	@Test
	@DisplayName("FE12 the clock may overflow in between")
	void overflow() {
		assertThat(this.limit.allows(Long.MAX_VALUE)).isTrue();
		assertThat(this.limit.allows(Long.MAX_VALUE + SECOND - 1)).isFalse();
		assertThat(this.limit.allows(Long.MAX_VALUE + SECOND)).isTrue();
	}

	@Test
	@DisplayName("FE19 it tells how many lines it held, once")
	void held() {
		this.limit.allows(0);
		assertThat(this.limit.held()).isZero();
		this.limit.allows(1);
		this.limit.allows(2);
		assertThat(this.limit.allows(SECOND)).isTrue();
		assertThat(this.limit.held()).isEqualTo(2);
		assertThat(this.limit.held()).isZero();
	}

}
