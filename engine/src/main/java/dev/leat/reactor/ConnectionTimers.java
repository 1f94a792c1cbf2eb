package dev.leat.reactor;

import java.util.HashSet;
import java.util.Set;

/**
 * The application's timers of one connection that are armed, so that they go with it.
 * Made with the first one. Loop thread only.
 */
final class ConnectionTimers {

	private final NioConnection connection;

	private final Set<UserTimer> armed = new HashSet<>();

	ConnectionTimers(NioConnection connection) {
		this.connection = connection;
	}

	/**
	 * Notes a timer that is to be armed.
	 * @return whether it may be: not on a connection that has ended
	 */
	boolean add(UserTimer timer) {
		if (this.connection.phase() == Phase.CLOSED) {
			return false;
		}
		this.armed.add(timer);
		return true;
	}

	void remove(UserTimer timer) {
		this.armed.remove(timer);
	}

	void cancelAll() {
		this.armed.forEach(this.connection.loop().timers()::cancel);
		this.armed.clear();
	}

}
