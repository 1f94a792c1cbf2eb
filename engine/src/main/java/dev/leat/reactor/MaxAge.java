package dev.leat.reactor;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ends a connection that has become old: it is drained, and closed when the grace period
 * is over. Connections that began together end one after the other, each up to a tenth of
 * its age later. Loop thread only.
 */
final class MaxAge extends HeapTimer {

	private static final int SPREAD = 10;

	private final NioConnection connection;

	private boolean reached;

	MaxAge(NioConnection connection) {
		this.connection = connection;
	}

	void begin() {
		long age = limits().maxAge();
		arm(age + ThreadLocalRandom.current().nextLong(age / SPREAD + 1));
	}

	void cancel() {
		this.connection.loop().timers().cancel(this);
	}

	/** Whether it is old, so that what closes it now does so for its age. */
	boolean isReached() {
		return this.reached;
	}

	private Limits limits() {
		return this.connection.context().limits();
	}

	private void arm(long wait) {
		EventLoop loop = this.connection.loop();
		loop.timers().arm(this, loop.now() + wait);
	}

	@Override
	void fire() {
		if (this.reached) {
			this.connection.closing().close(CloseReason.MAX_AGE, null);
		}
		else if (this.connection.isOpen()) {
			this.reached = true;
			this.connection.limited("max-age");
			arm(limits().maxAgeGrace());
			this.connection.life().drain(Duration.ofNanos(limits().maxAgeGrace()));
		}
	}

}
