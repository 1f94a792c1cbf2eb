package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Objects;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fuzz test for the headers of the PROXY protocol: whatever comes is read, waited for
 * or refused, and what is known of a beginning stays so when more comes. It runs by
 * itself only under the profile {@code fuzz}; its inputs are replayed by
 * {@link ProxyHeaderInputTests}.
 */
class ProxyHeaderFuzzTests {

	private static final int MAX = 300;

	@FuzzTest(maxDuration = "2m")
	void header(byte[] input) {
		Outcome whole = read(input, input.length);
		assertThat(whole.consumed()).isBetween(0, Math.min(MAX, input.length));
		assertThat(whole.header() == null && !whole.refused() && input.length >= MAX).as("it waits for ever").isFalse();
		for (int length = 0; length < input.length; length++) {
			Outcome part = read(input, length);
			if (part.isKnown()) {
				assertThat(part.refused()).as("at %s", length).isEqualTo(whole.refused());
				assertThat(part).as("at %s", length).isEqualTo(whole);
			}
		}
	}

	private static Outcome read(byte[] input, int length) {
		ByteBuffer in = ByteBuffer.wrap(input, 0, length);
		try {
			return new Outcome(ProxyHeader.read(in, MAX), in.position(), false);
		}
		catch (RefusedException ex) {
			assertThat(Objects.requireNonNull(ex.getMessage())).isNotBlank();
			return new Outcome(null, 0, true);
		}
	}

	/** What came of some bytes. */
	private record Outcome(@Nullable ProxyHeader header, int consumed, boolean refused) {

		private boolean isKnown() {
			return this.header != null || this.refused;
		}

	}

}
