package dev.leat.reactor;

import java.time.Duration;

/**
 * Is told, once a second for each event loop, how late a probe ran. A group without one
 * does not probe, and its loops do not wake while they have nothing to do.
 */
@FunctionalInterface
public interface LagListener {

	/**
	 * A probe has run. On the loop.
	 * @param loop whose probe it was
	 * @param lag from the moment it was due until it ran
	 */
	void lag(LoopStats loop, Duration lag);

}
