package dev.leat.reactor;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A time in which one turn held an event loop, so that its other connections waited. A
 * pause of the whole process, for garbage collection say, is none, and is not counted in
 * one.
 *
 * @param loop the name of the loop, as {@link LoopStats#name()} has it
 * @param connection whose callback, task or timer ran when it was noticed, or
 * {@code null} if none did
 * @param ago how long ago the turn began
 * @param held how long it held the loop; while it is not over, as far as it was seen
 * @param over whether the loop has gone on
 * @param stacks what the loop's thread did when the turn had lasted for the
 * {@link EventLoopGroup.Builder#blockedWarning blocked warning}, twice that, four times
 * and so on; 8 at most, innermost frame first
 */
public record Stall(String loop, @Nullable String connection, Duration ago, Duration held, boolean over,
		List<List<StackTraceElement>> stacks) {
}
