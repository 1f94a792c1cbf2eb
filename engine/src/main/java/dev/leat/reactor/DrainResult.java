package dev.leat.reactor;

/**
 * How a drain ended.
 *
 * @param finished connections that ended by themselves within the grace period
 * @param forced connections that had not ended by then, or when the server was stopped,
 * and were cut off; those that nobody had closed before ended with
 * {@link CloseReason#STOP}
 */
public record DrainResult(int finished, int forced) {
}
