package dev.leat.sim;

import java.io.IOException;

/**
 * What goes wrong in a network, and how much moves at a time.
 */
public interface SimFaults {

	/** Everything works, and as much moves as can. */
	SimFaults NONE = new SimFaults() {
	};

	/**
	 * Called before each accept, read, write, shutdown and setting of an option.
	 * @throws IOException to make it fail
	 */
	default void before(String operation) throws IOException {
	}

	/**
	 * How many of some bytes a read or a write moves.
	 * @param client the client's port
	 * @param most one or more
	 * @return from 0 to that
	 */
	default int portion(int client, int most) {
		return most;
	}

}
