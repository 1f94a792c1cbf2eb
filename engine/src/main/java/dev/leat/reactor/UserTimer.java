package dev.leat.reactor;

import java.time.Duration;

/**
 * A timer of the application's, bound to one connection and gone with it. Its state is
 * the loop's; calls from other threads are asked of the loop.
 */
final class UserTimer extends HeapTimer implements Timeout {

	private static final Guard.Call<Runnable> RUN = (connection, task) -> task.run();

	private final NioConnection connection;

	private final long period;

	private final Runnable task;

	UserTimer(NioConnection connection, long period, Runnable task) {
		this.connection = connection;
		this.period = period;
		this.task = task;
	}

	/** Arms it for the first time; until the loop knows it, it is a task that waits. */
	Timeout start(Duration delay) {
		EventLoop loop = this.connection.loop();
		long due = loop.clock().nanos() + Nanos.of(delay);
		this.connection.takeTask();
		this.connection.ask((connection) -> {
			loop.taskStarts();
			armAt(due);
		});
		return this;
	}

	@Override
	public void cancel() {
		this.connection.ask((connection) -> disarm());
	}

	@Override
	public void reset(Duration delay) {
		long due = this.connection.loop().clock().nanos() + Nanos.of(delay);
		this.connection.ask((connection) -> armAt(due));
	}

	void armAt(long due) {
		if (this.connection.timers().add(this)) {
			this.connection.loop().timers().arm(this, due);
		}
	}

	private void disarm() {
		this.connection.timers().remove(this);
		this.connection.loop().timers().cancel(this);
	}

	@Override
	void fire() {
		if (this.period > 0) {
			armAt(nextDue());
		}
		else {
			this.connection.timers().remove(this);
		}
		this.connection.loop().guard().run(Callback.TIMER, this.connection, RUN, this.task);
		this.connection.life().settleLater();
	}

	private long nextDue() {
		long now = this.connection.loop().clock().nanos();
		long missed = Math.max(0, (now - this.due) / this.period);
		return this.due + (missed + 1) * this.period;
	}

}
