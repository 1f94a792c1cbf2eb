package dev.leat.reactor;

import java.time.Duration;
import java.util.List;

/**
 * Asks the connections of one server on one loop to finish, one after the other. Loop
 * thread only.
 */
final class Drain extends HeapTimer {

	private final EventLoop loop;

	private final List<NioConnection> connections;

	private final Pace pace;

	private int asked;

	Drain(EventLoop loop, List<NioConnection> connections, Pace pace) {
		this.loop = loop;
		this.connections = connections;
		this.pace = pace;
	}

	void begin() {
		fire();
	}

	@Override
	void fire() {
		long now = this.loop.clock().nanos();
		while (this.asked < this.connections.size() && isDue(now)) {
			this.connections.get(this.asked++).life().drain(Duration.ofNanos(this.pace.remaining(now)));
		}
		if (this.asked < this.connections.size()) {
			this.loop.timers().arm(this, dueOfNext());
		}
	}

	private boolean isDue(long now) {
		return now - dueOfNext() >= 0;
	}

	private long dueOfNext() {
		return this.pace.due(this.asked, this.connections.size());
	}

}
