package dev.leat.reactor;

import java.time.Duration;

/**
 * Tells once a second how late its loop comes to what is due.
 */
final class LagProbe extends HeapTimer {

	private static final Log LOG = new Log(LagProbe.class);

	private static final long PERIOD = 1_000_000_000L;

	private final EventLoop loop;

	private final LagListener listener;

	LagProbe(EventLoop loop, LagListener listener) {
		this.loop = loop;
		this.listener = listener;
	}

	void begin() {
		this.loop.timers().arm(this, this.loop.clock().nanos() + PERIOD);
	}

	@Override
	void fire() {
		long now = this.loop.clock().nanos();
		long lag = now - this.due;
		this.loop.timers().arm(this, now + PERIOD);
		this.loop.counters().probed(lag);
		try {
			this.listener.lag(this.loop.counters(), Duration.ofNanos(lag));
		}
		catch (Throwable failure) {
			LOG.get().error("A lag listener failed", failure);
		}
	}

}
