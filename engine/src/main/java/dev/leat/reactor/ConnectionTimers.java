package dev.leat.reactor;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The application's timers of one connection that are armed, so that they go with it.
 * Loop thread only, but for {@link #arm}.
 */
final class ConnectionTimers {

	private final NioConnection connection;

	private @Nullable Set<UserTimer> armed;

	ConnectionTimers(NioConnection connection) {
		this.connection = connection;
	}

	/** Arms a new timer, which is a task until the loop knows it. Any thread. */
	Timeout arm(UserTimer timer, Duration delay) {
		EventLoop loop = this.connection.loop();
		long due = loop.clock().nanos() + Nanos.of(delay);
		this.connection.inbox().takeTask();
		this.connection.inbox().ask((connection) -> {
			loop.taskStarts();
			timer.armAt(due);
		});
		return timer;
	}

	/**
	 * Notes a timer that is to be armed.
	 * @return whether it may be: not on a connection that has ended
	 */
	boolean add(UserTimer timer) {
		if (this.connection.closing().phase() == Closing.Phase.CLOSED) {
			return false;
		}
		if (this.armed == null) {
			this.armed = new HashSet<>();
		}
		this.armed.add(timer);
		return true;
	}

	void remove(UserTimer timer) {
		if (this.armed != null) {
			this.armed.remove(timer);
		}
	}

	void cancelAll() {
		if (this.armed != null) {
			this.armed.forEach(this.connection.loop().timers()::cancel);
			this.armed = null;
		}
	}

}
