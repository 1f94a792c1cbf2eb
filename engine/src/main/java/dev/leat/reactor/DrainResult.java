package dev.leat.reactor;

/**
 * How a drain ended.
 *
 * @param finished connections that ended by themselves within the grace period
 * @param forced connections that were still open when it ended and were closed with
 * {@link CloseReason#STOP}
 */
public record DrainResult(int finished, int forced) {
}
