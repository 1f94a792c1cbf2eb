package dev.leat.reactor;

import java.time.Duration;

/**
 * A task that is due later, from {@link Connection#schedule} or
 * {@link Connection#scheduleAtFixedRate}. Any thread may call its methods; a call from
 * another thread than the connection's loop takes effect when the loop comes to it.
 */
public interface Timeout {

	/**
	 * Gives the task up. Harmless when it has run, was cancelled before, or runs just
	 * now.
	 */
	void cancel();

	/**
	 * Makes the task due after another delay, counted from now, whether it is waiting,
	 * has run or was cancelled. A repeating task keeps its period. Does nothing once the
	 * connection has closed.
	 * @param delay from now; zero or less is due at once
	 */
	void reset(Duration delay);

}
