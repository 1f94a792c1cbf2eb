package dev.leat.autoconfigure.endpoint;

import java.util.List;

import dev.leat.reactor.Stall;
import org.jspecify.annotations.Nullable;

/**
 * A time in which one turn held a loop.
 *
 * @param loop which
 * @param connection whose callback ran, with its label, or {@code null} if none did
 * @param agoSeconds how long ago the turn began
 * @param heldSeconds how long it held the loop, as far as that is seen
 * @param over whether the loop has gone on
 * @param stacks what its thread did, looked at again and again, innermost frame first
 */
record StallView(String loop, @Nullable String connection, double agoSeconds, double heldSeconds, boolean over,
		List<List<String>> stacks) {

	static StallView of(Stall stall, boolean addresses) {
		return new StallView(stall.loop(), connection(stall.connection(), addresses), Seconds.of(stall.ago()),
				Seconds.of(stall.held()), stall.over(),
				stall.stacks().stream().map((stack) -> stack.stream().map(String::valueOf).toList()).toList());
	}

	/** The address is what stands behind the last space. */
	private static @Nullable String connection(@Nullable String text, boolean addresses) {
		return (text == null || addresses) ? text : text.substring(0, text.lastIndexOf(' '));
	}

}
