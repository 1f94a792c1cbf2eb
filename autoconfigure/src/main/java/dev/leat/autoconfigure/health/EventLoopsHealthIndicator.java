package dev.leat.autoconfigure.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LoopStats;
import dev.leat.reactor.Stall;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether the event loops live, and how late they are. Asks no loop, so that one
 * that is held does not hold the answer up.
 */
final class EventLoopsHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<List<LoopStats>> loops;

	private final Supplier<List<Stall>> stalls;

	private final BooleanSupplier inUse;

	private final @Nullable Duration threshold;

	/**
	 * One for all loops of some groups.
	 * @param groups what they belong to
	 * @param inUse whether a server runs, without which there are no threads
	 * @param threshold how late a loop has to be to be down, or {@code null} for never
	 */
	EventLoopsHealthIndicator(List<EventLoopGroup> groups, BooleanSupplier inUse, @Nullable Duration threshold) {
		this(() -> groups.stream().flatMap((group) -> group.loopStats().stream()).toList(),
				() -> groups.stream().flatMap((group) -> group.stalls().stream()).toList(), inUse, threshold);
	}

	EventLoopsHealthIndicator(Supplier<List<LoopStats>> loops, Supplier<List<Stall>> stalls, BooleanSupplier inUse,
			@Nullable Duration threshold) {
		super("The health of the event loops could not be told");
		this.loops = loops;
		this.stalls = stalls;
		this.inUse = inUse;
		this.threshold = threshold;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		List<LoopStats> loops = this.loops.get();
		if (!this.inUse.getAsBoolean()) {
			health.unknown().withDetail("state", "no server runs");
		}
		else if (!loops.stream().allMatch(LoopStats::isAlive)) {
			health.down().withDetail("state", "an event loop has died");
		}
		else if (loops.stream().anyMatch(this::isHeld)) {
			health.down().withDetail("state", "an event loop is held");
		}
		else {
			health.up();
		}
		Map<String, Object> details = new LinkedHashMap<>();
		loops.forEach((loop) -> details.put(loop.name(), details(loop)));
		health.withDetail("loops", details);
		this.stalls.get().stream().findFirst().ifPresent((stall) -> health.withDetail("lastStall", details(stall)));
	}

	private boolean isHeld(LoopStats loop) {
		return this.threshold != null && loop.lag().compareTo(this.threshold) >= 0;
	}

	private static Map<String, Object> details(LoopStats loop) {
		return Map.of("alive", loop.isAlive(), "lagSeconds", seconds(loop.lag()));
	}

	private static Map<String, Object> details(Stall stall) {
		return Map.of("loop", stall.loop(), "agoSeconds", seconds(stall.ago()), "heldSeconds", seconds(stall.held()),
				"over", stall.over());
	}

	private static double seconds(Duration time) {
		return time.toMillis() / 1000.0;
	}

}
