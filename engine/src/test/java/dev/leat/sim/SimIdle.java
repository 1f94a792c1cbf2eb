package dev.leat.sim;

/**
 * The world while a selector sleeps: clients, other threads, time.
 */
@FunctionalInterface
public interface SimIdle {

	/**
	 * Lets one thing happen.
	 * @param timeout milliseconds that the selector would sleep, 0 for ever
	 * @return whether the selector may go on sleeping: {@code false} when it has timed
	 * out, or when nothing will ever happen again
	 */
	boolean act(long timeout);

}
